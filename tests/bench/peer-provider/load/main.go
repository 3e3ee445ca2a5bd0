// load PROGRAM CATALOG SECONDS PARALLEL: starts a provider as Terraform does, with mutual TLS, and sends it
// PlanResourceChange for a new tenant, PARALLEL at a time, for SECONDS. Prints what it counted as JSON. The provider
// need not be a Go program.
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
	Calls      int     `json:"calls"`
	Seconds    float64 `json:"seconds"`
	Rate       float64 `json:"rate"`
	ServerCPU  float64 `json:"server_cpu_s"`
	ClientCPU  float64 `json:"client_cpu_s"`
	ServerPeak float64 `json:"server_peak_mib"`
	ReplyBytes int     `json:"reply_bytes"`
}

func ownCPU() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

// configure asks for the schema and configures the provider; the result is the request to plan a new tenant.
func configure(c *connection, catalog string) ([]byte, error) {
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
	return planRequest(tenant), checkDiagnostics(reply, 1)
}

func measure(program, catalog string, seconds float64, parallel int) (*result, error) {
	p, err := startPlugin(program)
	if err != nil {
		return nil, err
	}
	defer p.stop()
	c, err := connect(p)
	if err != nil {
		return nil, err
	}
	request, err := configure(c, catalog)
	if err != nil {
		return nil, err
	}
	reply, err := c.call(planMethod, request)
	if err != nil {
		return nil, err
	}
	if err := checkDiagnostics(reply, 4); err != nil {
		return nil, err
	}
	if _, err := c.load(planMethod, request, parallel, time.Second/2); err != nil { // warm
		return nil, err
	}
	server, client, start := p.cpu(), ownCPU(), time.Now()
	calls, err := c.load(planMethod, request, parallel, time.Duration(seconds*float64(time.Second)))
	took := time.Since(start).Seconds()
	return &result{calls, took, float64(calls) / took, p.cpu() - server, ownCPU() - client, p.peak(), len(reply)}, err
}

func run() error {
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
	measured, err := measure(os.Args[1], os.Args[2], seconds, parallel)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(measured)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}
