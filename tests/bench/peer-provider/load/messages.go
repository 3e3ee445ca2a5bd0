package main

import (
	"fmt"

	"github.com/vmihailenco/msgpack/v5"
	"google.golang.org/protobuf/encoding/protowire"
)

// field is one field of a protobuf message: those with a length have bytes, others a number.
type field struct {
	number protowire.Number
	bytes  []byte
	value  uint64
}

func fieldsOf(message []byte) ([]field, error) {
	var fields []field
	for len(message) > 0 {
		number, kind, length := protowire.ConsumeTag(message)
		if length < 0 {
			return nil, protowire.ParseError(length)
		}
		message = message[length:]
		f := field{number: number}
		switch kind {
		case protowire.BytesType:
			f.bytes, length = protowire.ConsumeBytes(message)
		case protowire.VarintType:
			f.value, length = protowire.ConsumeVarint(message)
		default:
			length = protowire.ConsumeFieldValue(number, kind, message)
		}
		if length < 0 {
			return nil, protowire.ParseError(length)
		}
		message = message[length:]
		fields = append(fields, f)
	}
	return fields, nil
}

// first gives the bytes of the first field of a number.
func first(message []byte, number protowire.Number) []byte {
	fields, _ := fieldsOf(message)
	for _, f := range fields {
		if f.number == number {
			return f.bytes
		}
	}
	return nil
}

// emptyObject is what a schema's object is when nothing is set: attributes and single blocks null, other blocks empty.
func emptyObject(schema []byte) (map[string]any, error) {
	const single = 1
	fields, err := fieldsOf(first(schema, 2))
	object := map[string]any{}
	for _, f := range fields {
		switch f.number {
		case 2:
			object[string(first(f.bytes, 1))] = nil
		case 3:
			nested, _ := fieldsOf(f.bytes)
			object[string(first(f.bytes, 1))] = []any{}
			for _, n := range nested {
				if n.number == 3 && n.value == single {
					object[string(first(f.bytes, 1))] = nil
				}
			}
		}
	}
	return object, err
}

// readSchemas gives the empty objects of the provider and of tenantform_tenant.
func readSchemas(reply []byte) (provider, tenant map[string]any, err error) {
	fields, err := fieldsOf(reply)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range fields {
		if f.number == 1 && err == nil {
			provider, err = emptyObject(f.bytes)
		}
		if f.number == 2 && string(first(f.bytes, 1)) == "tenantform_tenant" && err == nil {
			tenant, err = emptyObject(first(f.bytes, 2))
		}
	}
	if err == nil && (provider == nil || tenant == nil) {
		err = fmt.Errorf("the provider has no tenantform_tenant")
	}
	return provider, tenant, err
}

func addBytes(message []byte, number protowire.Number, value []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(message, number, protowire.BytesType), value)
}

// dynamicValue is the message of that name; nil makes the null value.
func dynamicValue(object map[string]any) []byte {
	encoded, _ := msgpack.Marshal(object)
	return addBytes(nil, 1, encoded)
}

func configureRequest(provider map[string]any, catalog string) []byte {
	provider["catalog"], provider["actor"] = catalog, "bench"
	return addBytes(addBytes(nil, 1, []byte("1.15.5")), 2, dynamicValue(provider))
}

// placeholder is the name of a tenant in a request that is sent for another name each time; of one length with them.
const placeholder = "bench-0000000"

// fill gives the tenant the values that a configuration would.
func fill(tenant map[string]any, name string) {
	for attribute, value := range map[string]any{
		"name": name, "isolation": "bridge", "title": "A tenant of the benchmark", "owner": "team@example.com",
		"quota": map[string]any{"cpu": 8192, "memory": 16384, "volumes": 10, "gpus": 0},
		"tags":  map[string]string{"cost-center": "4711", "team": "blue"},
	} {
		tenant[attribute] = value
	}
}

// change is the request of PlanResourceChange (with the proposed state) and ApplyResourceChange (with the planned one).
func change(tenant map[string]any, prior, state, private []byte) []byte {
	request := addBytes(nil, 1, []byte("tenantform_tenant"))
	request = addBytes(request, 2, prior)
	request = addBytes(request, 3, state)
	request = addBytes(request, 4, dynamicValue(tenant))
	return addBytes(request, 5, private)
}

func createRequest(tenant map[string]any) []byte {
	return change(tenant, dynamicValue(nil), dynamicValue(tenant), nil)
}

func applyRequest(tenant map[string]any, planned []byte) []byte {
	return change(tenant, dynamicValue(nil), first(planned, 1), first(planned, 3))
}

func keepRequest(tenant map[string]any, made []byte) []byte {
	return change(tenant, first(made, 1), first(made, 1), first(made, 2))
}

// planDiagnostics is the number of the field in PlanResourceChange.Response.
const planDiagnostics = 4

// checkDiagnostics fails on the first diagnostic that the reply has, in the field of that number.
func checkDiagnostics(reply []byte, number protowire.Number) error {
	if diagnostic := first(reply, number); diagnostic != nil {
		return fmt.Errorf("%s: %s", first(diagnostic, 2), first(diagnostic, 3))
	}
	return nil
}
