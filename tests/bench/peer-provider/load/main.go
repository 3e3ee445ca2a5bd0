// load PROGRAM CATALOG SECONDS PARALLEL: starts a provider as Terraform does, with mutual TLS, and sends it
// PlanResourceChange, PARALLEL at a time, for SECONDS: for one new tenant after the other, as a first plan does, and
// then for one that is there and stays as it is, as an empty plan does. Prints what it counted as JSON, a line for
// each. The provider need not be a Go program.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

const planMethod = "PlanResourceChange"

type result struct {
	Plan       string  `json:"plan"`
	Calls      int     `json:"calls"`
	Seconds    float64 `json:"seconds"`
	Rate       float64 `json:"rate"`
	ServerCPU  float64 `json:"server_cpu_s"`
	ClientCPU  float64 `json:"client_cpu_s"`
	ServerPeak float64 `json:"server_peak_mib"`
}

func ownCPU() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

// configure asks for the schema and configures the provider; the result is a tenant with nothing set.
func configure(c *connection, catalog string) (map[string]any, error) {
	reply, err := c.call("GetProviderSchema", nil)
	if err != nil {
		return nil, err
	}
	provider, tenant, err := readSchemas(reply)
	if err != nil {
		return nil, err
	}
	reply, err = c.call("ConfigureProvider", configureRequest(provider, catalog))
	if err != nil {
		return nil, err
	}
	return tenant, checkDiagnostics(reply, 1)
}

// makeTenant plans a tenant and applies the plan; the result is the request to plan it again as it is.
func makeTenant(c *connection, tenant map[string]any) ([]byte, error) {
	fill(tenant, "bench-there")
	planned, err := c.call(planMethod, createRequest(tenant))
	if err != nil {
		return nil, err
	}
	if err := checkDiagnostics(planned, planDiagnostics); err != nil {
		return nil, err
	}
	made, err := c.call("ApplyResourceChange", applyRequest(tenant, planned))
	if err != nil {
		return nil, err
	}
	return keepRequest(tenant, made), checkDiagnostics(made, 3)
}

func measure(p *plugin, c *connection, plan string, request []byte, run run) (*result, error) {
	const warmUp = time.Second / 2
	ends := places(request)
	if _, err := c.load(planMethod, request, ends, run.parallel, warmUp); err != nil {
		return nil, err
	}
	server, client, start := p.cpu(), ownCPU(), time.Now()
	calls, err := c.load(planMethod, request, ends, run.parallel, run.duration)
	took := time.Since(start).Seconds()
	return &result{plan, calls, took, float64(calls) / took, p.cpu() - server, ownCPU() - client, p.peak()}, err
}

// run is what the command line asks for.
type run struct {
	program, catalog string
	duration         time.Duration
	parallel         int
}

func (r run) all() error {
	p, err := startPlugin(r.program)
	if err != nil {
		return err
	}
	defer p.stop()
	c, err := connect(p)
	if err != nil {
		return err
	}
	tenant, err := configure(c, r.catalog)
	if err != nil {
		return err
	}
	keep, err := makeTenant(c, tenant)
	if err != nil {
		return err
	}
	fill(tenant, placeholder)
	for _, plan := range []struct {
		name    string
		request []byte
	}{{"create", createRequest(tenant)}, {"keep", keep}} {
		measured, err := measure(p, c, plan.name, plan.request, r)
		if err != nil {
			return fmt.Errorf("%s: %w", plan.name, err)
		}
		if err := json.NewEncoder(os.Stdout).Encode(measured); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if err := fromCommandLine(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func fromCommandLine() error {
	if len(os.Args) != 5 {
		return fmt.Errorf("usage: load PROGRAM CATALOG SECONDS PARALLEL")
	}
	seconds, err := strconv.ParseFloat(os.Args[3], 64)
	if err != nil {
		return err
	}
	parallel, err := strconv.Atoi(os.Args[4])
	if err != nil {
		return err
	}
	return run{os.Args[1], os.Args[2], time.Duration(seconds * float64(time.Second)), parallel}.all()
}
