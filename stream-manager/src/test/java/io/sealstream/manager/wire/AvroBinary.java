package io.sealstream.manager.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Sends a record through Avro binary, as a topic does. */
final class AvroBinary {
    static {
        // Loading the table of topics makes Avro trust our generated classes.
        assertThat(Topics.ALL).isNotEmpty();
    }

    private AvroBinary() {}

    static SpecificRecord through(SpecificRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return new SpecificDatumReader<SpecificRecord>(record.getSchema()).read(null,
                    DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
