package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// connection speaks gRPC's HTTP/2 with as little work as possible, so that the provider is what is measured: one
// goroutine, request headers that are encoded once, many requests in one write.
type connection struct {
	buffered *bufio.Reader
	writer   *bufio.Writer
	framer   *http2.Framer
	decoder  *hpack.Decoder

	stream uint32 // the next one
	window int    // bytes that may be sent before the server says more
	unread int    // bytes that were received since the server was told to go on

	take   func(part []byte) error // of the replies, with gRPC's prefix of 5 bytes
	status string                  // of the stream that is being read
}

const receiveWindow = 1 << 30

func connect(p *plugin) (*connection, error) {
	socket, err := tls.Dial("unix", p.socket, p.tls)
	if err != nil {
		return nil, err
	}
	c := &connection{buffered: bufio.NewReaderSize(socket, 1<<16), writer: bufio.NewWriterSize(socket, 1<<16), stream: 1, window: 65535}
	c.framer = http2.NewFramer(c.writer, c.buffered)
	c.framer.SetMaxReadFrameSize(1 << 20)
	c.framer.SetReuseFrames()
	c.decoder = hpack.NewDecoder(4096, func(field hpack.HeaderField) {
		if field.Name == "grpc-status" {
			c.status = field.Value
		}
	})
	if _, err := c.writer.WriteString(http2.ClientPreface); err != nil {
		return nil, err
	}
	if err := c.framer.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: receiveWindow}); err != nil {
		return nil, err
	}
	return c, c.framer.WriteWindowUpdate(0, receiveWindow-65535)
}

func headersOf(method string) []byte {
	var block bytes.Buffer
	encoder := hpack.NewEncoder(&block)
	for _, field := range [][2]string{
		{":method", "POST"}, {":scheme", "https"}, {":path", "/tfplugin6.Provider/" + method}, {":authority", "localhost"},
		{"content-type", "application/grpc"}, {"te", "trailers"},
	} {
		// Sensitive fields are never indexed: the block means the same whenever it is sent.
		_ = encoder.WriteField(hpack.HeaderField{Name: field[0], Value: field[1], Sensitive: true})
	}
	return block.Bytes()
}

func message(request []byte) []byte {
	prefixed := make([]byte, 5, 5+len(request))
	binary.BigEndian.PutUint32(prefixed[1:], uint32(len(request)))
	return append(prefixed, request...)
}

func (c *connection) send(headers, body []byte) error {
	stream := c.stream
	c.stream += 2
	c.window -= len(body)
	if err := c.framer.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: headers, EndHeaders: true}); err != nil {
		return err
	}
	return c.framer.WriteData(stream, true, body)
}

func (c *connection) data(frame *http2.DataFrame) error {
	if err := c.take(frame.Data()); err != nil {
		return err
	}
	c.unread += len(frame.Data())
	if c.unread < receiveWindow/2 {
		return nil
	}
	err := c.framer.WriteWindowUpdate(0, uint32(c.unread))
	c.unread = 0
	return err
}

func (c *connection) headers(fragment []byte, ended bool) error {
	c.status = ""
	if _, err := c.decoder.Write(fragment); err != nil {
		return err
	}
	if ended && c.status != "0" {
		return fmt.Errorf("the call ended with grpc-status %q", c.status)
	}
	return nil
}

// next reads one frame; the result says whether a call has ended.
func (c *connection) next() (bool, error) {
	if c.buffered.Buffered() == 0 {
		if err := c.writer.Flush(); err != nil {
			return false, err
		}
	}
	frame, err := c.framer.ReadFrame()
	if err != nil {
		return false, err
	}
	switch frame := frame.(type) {
	case *http2.DataFrame:
		return false, c.data(frame)
	case *http2.HeadersFrame:
		return frame.StreamEnded(), c.headers(frame.HeaderBlockFragment(), frame.StreamEnded())
	case *http2.WindowUpdateFrame:
		if frame.StreamID == 0 {
			c.window += int(frame.Increment)
		}
	case *http2.SettingsFrame:
		if !frame.IsAck() {
			return false, c.framer.WriteSettingsAck()
		}
	case *http2.PingFrame:
		if !frame.IsAck() {
			return false, c.framer.WritePing(true, frame.Data)
		}
	case *http2.RSTStreamFrame:
		return false, fmt.Errorf("the provider reset a call: %v", frame.ErrCode)
	case *http2.GoAwayFrame:
		return false, io.ErrUnexpectedEOF
	}
	return false, nil
}

// call is one call; the result is the reply's message.
func (c *connection) call(method string, request []byte) ([]byte, error) {
	var reply []byte
	c.take = func(part []byte) error {
		reply = append(reply, part...)
		return nil
	}
	if err := c.send(headersOf(method), message(request)); err != nil {
		return nil, err
	}
	for ended := false; !ended; {
		var err error
		if ended, err = c.next(); err != nil {
			return nil, fmt.Errorf("%s: %w", method, err)
		}
	}
	if len(reply) < 5 {
		return nil, fmt.Errorf("%s: there is no reply", method)
	}
	return reply[5:], nil
}

// places gives where the placeholder's digits end in the request.
func places(request []byte) []int {
	var ends []int
	for at := 0; ; {
		found := bytes.Index(request[at:], []byte(placeholder))
		if found < 0 {
			return ends
		}
		at += found + len(placeholder)
		ends = append(ends, at)
	}
}

// countUp makes the number that ends there one greater.
func countUp(request []byte, end int) {
	for at := end - 1; ; at-- {
		if request[at]++; request[at] <= '9' {
			return
		}
		request[at] = '0'
	}
}

// check fails on a reply with diagnostics, and on one that came in parts, which nobody looks at.
func check(part []byte) error {
	if len(part) < 5 || int(binary.BigEndian.Uint32(part[1:])) != len(part)-5 {
		return fmt.Errorf("a reply came in more than one frame")
	}
	return checkDiagnostics(part[5:], planDiagnostics)
}

// load sends the request again and again, `parallel` at a time, each time with greater numbers where they end: they are
// counted up in the request itself, and so go on in the next load. The result is how many calls were answered.
func (c *connection) load(method string, request []byte, ends []int, parallel int, duration time.Duration) (int, error) {
	c.take = check
	headers := headersOf(method)
	calls, flying := 0, 0
	for start := time.Now(); ; {
		running := time.Since(start) < duration
		if !running && flying == 0 {
			return calls, nil
		}
		for running && flying < parallel && c.window >= len(request)+5 {
			for _, end := range ends {
				countUp(request, end)
			}
			if err := c.send(headers, message(request)); err != nil {
				return calls, err
			}
			flying++
		}
		ended, err := c.next()
		if err != nil {
			return calls, err
		}
		if ended {
			calls++
			flying--
		}
	}
}
