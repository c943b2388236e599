package gocheck

import (
	"fmt"
	"reflect"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin"
	"github.com/filecoin-project/go-state-types/builtin/v18/miner"
	"github.com/filecoin-project/go-state-types/builtin/v18/power"
)

// method of an actor, with the types that go-state-types has for it.
type method struct {
	name            string
	params, returns reflect.Type
}

// methodOf finds the method that a message calls. What is not the power actor and is called by number is taken for a miner.
func methodOf(to address.Address, number abi.MethodNum) (method, error) {
	if number == builtin.MethodSend {
		empty := reflect.TypeFor[abi.EmptyValue]()
		return method{"Send", empty, empty}, nil
	}
	table := miner.Methods
	if to == builtin.StoragePowerActorAddr {
		table = power.Methods
	}
	meta, found := table[number]
	if !found || meta.Method == nil {
		return method{}, fmt.Errorf("go-state-types knows no method %d of %s", number, to)
	}
	shape := reflect.TypeOf(meta.Method)
	return method{meta.Name, shape.In(0).Elem(), shape.Out(0).Elem()}, nil
}

// decodeAs reads a value of a type and sees that it is written to the same bytes again.
func decodeAs(t reflect.Type, raw []byte) (any, error) {
	if t == reflect.TypeFor[abi.EmptyValue]() {
		if len(raw) > 0 {
			return nil, fmt.Errorf("%x where nothing belongs", raw)
		}
		return abi.Empty, nil
	}
	value := reflect.New(t).Interface()
	readable, ok := value.(field)
	if !ok {
		return nil, fmt.Errorf("go-state-types cannot read %s", t)
	}
	return value, decode(raw, readable)
}
