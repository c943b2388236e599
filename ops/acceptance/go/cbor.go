package gocheck

import (
	"bytes"
	"fmt"
	"io"

	"github.com/filecoin-project/go-state-types/abi"
	"github.com/ipfs/go-cid"
	cbg "github.com/whyrusleeping/cbor-gen"
)

const (
	maxArray = 8192
	maxBytes = 2 << 20
)

// field is one element of a CBOR array: it writes and reads the variable that it was made for.
type field interface {
	cbg.CBORMarshaler
	cbg.CBORUnmarshaler
}

type (
	uintField  struct{ v *uint64 }
	bytesField struct{ v *[]byte }
)

func (f uintField) MarshalCBOR(w io.Writer) error {
	return cbg.WriteMajorTypeHeader(w, cbg.MajUnsignedInt, *f.v)
}

func (f uintField) UnmarshalCBOR(r io.Reader) (err error) {
	*f.v, err = header(r, cbg.MajUnsignedInt)
	return err
}

func (f bytesField) MarshalCBOR(w io.Writer) error {
	return cbg.WriteByteArray(w, *f.v)
}

func (f bytesField) UnmarshalCBOR(r io.Reader) (err error) {
	*f.v, err = cbg.ReadByteArray(r, maxBytes)
	return err
}

// listField is an array of any length, whose elements are written and read as element says.
type listField[T any] struct {
	v       *[]T
	element func(*T) field
}

func (f listField[T]) MarshalCBOR(w io.Writer) error {
	if err := cbg.WriteMajorTypeHeader(w, cbg.MajArray, uint64(len(*f.v))); err != nil {
		return err
	}
	for i := range *f.v {
		if err := f.element(&(*f.v)[i]).MarshalCBOR(w); err != nil {
			return err
		}
	}
	return nil
}

func (f listField[T]) UnmarshalCBOR(r io.Reader) error {
	n, err := header(r, cbg.MajArray)
	if err != nil {
		return err
	}
	if n > maxArray {
		return fmt.Errorf("an array of %d elements is longer than %d", n, maxArray)
	}
	*f.v = make([]T, n)
	for i := range *f.v {
		if err := f.element(&(*f.v)[i]).UnmarshalCBOR(r); err != nil {
			return fmt.Errorf("element %d: %w", i, err)
		}
	}
	return nil
}

// nullField is null or a value, which is written and read as element says.
type nullField[T any] struct {
	v       **T
	element func(*T) field
}

func (f nullField[T]) MarshalCBOR(w io.Writer) error {
	if *f.v == nil {
		_, err := w.Write(cbg.CborNull)
		return err
	}
	return f.element(*f.v).MarshalCBOR(w)
}

func (f nullField[T]) UnmarshalCBOR(r io.Reader) error {
	reader := cbg.NewCborReader(r)
	first, err := reader.ReadByte()
	if err != nil || first == cbg.CborNull[0] {
		return err
	}
	if err := reader.UnreadByte(); err != nil {
		return err
	}
	*f.v = new(T)
	return f.element(*f.v).UnmarshalCBOR(reader)
}

// object is the field of a value whose pointer can be written and read.
func object[T any, F interface {
	*T
	field
}](v *T) field {
	return F(v)
}

func link(v *cid.Cid) field {
	return (*cbg.CborCid)(v)
}

func signed(v *int64) field {
	return (*cbg.CborInt)(v)
}

func header(r io.Reader, wanted byte) (uint64, error) {
	major, n, err := cbg.CborReadHeader(r)
	if err == nil && major != wanted {
		err = fmt.Errorf("CBOR type %d where %d belongs", major, wanted)
	}
	return n, err
}

// writeTuple writes an array of exactly these fields.
func writeTuple(w io.Writer, fields []field) error {
	if err := cbg.WriteMajorTypeHeader(w, cbg.MajArray, uint64(len(fields))); err != nil {
		return err
	}
	for _, f := range fields {
		if err := f.MarshalCBOR(w); err != nil {
			return err
		}
	}
	return nil
}

// readTuple reads an array of exactly these fields.
func readTuple(r io.Reader, fields []field) error {
	reader := cbg.NewCborReader(r)
	n, err := header(reader, cbg.MajArray)
	if err != nil {
		return err
	}
	if n != uint64(len(fields)) {
		return fmt.Errorf("a tuple of %d fields where %d belong", n, len(fields))
	}
	for i, f := range fields {
		if err := f.UnmarshalCBOR(reader); err != nil {
			return fmt.Errorf("field %d: %w", i, err)
		}
	}
	return nil
}

// encode gives the CBOR of a value.
func encode(v cbg.CBORMarshaler) ([]byte, error) {
	var out bytes.Buffer
	err := v.MarshalCBOR(&out)
	return out.Bytes(), err
}

// decode reads a value that takes all the bytes and is written to the same bytes again.
func decode(raw []byte, v field) error {
	in := bytes.NewReader(raw)
	if err := v.UnmarshalCBOR(in); err != nil {
		return err
	}
	if in.Len() > 0 {
		return fmt.Errorf("%d bytes are left over", in.Len())
	}
	again, err := encode(v)
	if err == nil && !bytes.Equal(again, raw) {
		err = fmt.Errorf("it is written to other bytes\nread  %x\nagain %x", raw, again)
	}
	return err
}

// cidOf is the dag-cbor, blake2b-256 CID of a value.
func cidOf(v cbg.CBORMarshaler) (cid.Cid, error) {
	raw, err := encode(v)
	if err != nil {
		return cid.Undef, err
	}
	return abi.CidBuilder.Sum(raw)
}
