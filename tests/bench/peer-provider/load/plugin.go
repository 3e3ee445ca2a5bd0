package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// plugin is a started provider.
type plugin struct {
	command *exec.Cmd
	socket  string
	tls     *tls.Config
}

// newCertificate makes what go-plugin makes for AutoMTLS: self-signed, P-521, for localhost.
func newCertificate() (tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(time.Now().UnixNano()),
		Subject:               pkix.Name{CommonName: "localhost", Organization: []string{"HashiCorp"}},
		DNSNames:              []string{"localhost"},
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment | x509.KeyUsageKeyAgreement | x509.KeyUsageCertSign,
		BasicConstraintsValid: true,
		IsCA:                  true,
		NotBefore:             time.Now().Add(-time.Minute),
		NotAfter:              time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return tls.Certificate{}, nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, text, nil
}

func startPlugin(program string) (*plugin, error) {
	own, text, err := newCertificate()
	if err != nil {
		return nil, err
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(),
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		"PLUGIN_PROTOCOL_VERSIONS=6", "PLUGIN_CLIENT_CERT="+string(text))
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	p := &plugin{command: command}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err == nil {
		err = p.readLine(strings.TrimSpace(line), own)
	}
	if err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

// readLine takes the handshake: 1|6|unix|PATH|grpc|CERTIFICATE.
func (p *plugin) readLine(line string, own tls.Certificate) error {
	parts := strings.Split(line, "|")
	if len(parts) < 6 || parts[1] != "6" || parts[2] != "unix" {
		return fmt.Errorf("no handshake of protocol 6 on a unix socket: %q", line)
	}
	der, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return err
	}
	server, err := x509.ParseCertificate(der)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AddCert(server)
	p.socket = parts[3]
	p.tls = &tls.Config{
		ServerName: "localhost", RootCAs: roots, Certificates: []tls.Certificate{own}, NextProtos: []string{"h2"},
		MinVersion: tls.VersionTLS12,
	}
	return nil
}

// cpu is the processor time that the provider has used, in seconds.
func (p *plugin) cpu() float64 {
	const ticksPerSecond = 100
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0
	}
	// The name of the program, in parentheses, may have anything in it; utime and stime are fields 14 and 15.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / ticksPerSecond
}

// peak is the most memory that the provider has had resident, in MiB.
func (p *plugin) peak() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib float64
	_, _ = fmt.Sscan(rest, &kib)
	return kib / 1024
}

func (p *plugin) stop() {
	_ = p.command.Process.Kill()
	_ = p.command.Wait()
	if p.socket != "" {
		_ = os.Remove(p.socket)
	}
}
