package io.sealstream.manager.replay;

import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.avro.ExportedHeader;
import io.sealstream.schemas.avro.ExportedRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** An exported file: the events in the order in which they were folded, with the schemas to read them without a registry. */
public final class EventFile implements EventSource {
    private final Path file;
    private final Selection selection;
    private final FileSchemas schemas = new FileSchemas();
    private final EventReader reader = new EventReader(new Serdes(schemas, false).decoder());
    private final DataFileReader<ExportedRecord> records;

    /** @throws BrokenLogException where it is no exported file */
    public EventFile(Path file, Selection selection) {
        this.file = file;
        this.selection = selection;
        if (!Files.isReadable(file)) {
            throw new BrokenLogException(file + " cannot be read; give a file that `stream-manager replay --export FILE` wrote");
        }
        try {
            this.records = new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(ExportedRecord.class));
        } catch (IOException e) {
            throw new BrokenLogException(file + " is no exported file: " + e.getMessage(), e);
        }
    }

    @Override
    public void each(Handler handler) {
        handler.handle(List.of(new FileCursor()), () -> false);
    }

    private final class FileCursor implements Cursor {
        private @Nullable LoggedEvent head;

        @Override
        public @Nullable LoggedEvent head() {
            try {
                while (head == null && records.hasNext()) {
                    ConsumerRecord<byte[], byte[]> raw = raw(records.next());
                    head = selection.holds(EventReader.logOf(raw)) ? reader.read(raw) : null;
                }
                return head;
            } catch (AvroRuntimeException e) {
                throw new BrokenLogException(file + " is damaged: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean isDue() { return head() != null; }

        @Override
        public void advance() {
            head = null;
        }
    }

    private ConsumerRecord<byte[], byte[]> raw(ExportedRecord r) {
        byte[] value = bytes(r.getValue());
        if (r.getWriterSchema() != null) {
            schemas.put(EventFileWriter.schemaId(value), new Schema.Parser().parse(r.getWriterSchema()));
        }
        Headers headers = new RecordHeaders();
        for (ExportedHeader header : r.getHeaders()) {
            headers.add(header.getName(), header.getValue() == null ? null : bytes(header.getValue()));
        }
        byte[] key = bytes(r.getKey());
        return new ConsumerRecord<>(r.getTopic(), r.getPartition(), r.getOffset(), r.getTimestamp(),
                TimestampType.LOG_APPEND_TIME, key.length, value.length, key, value, headers, Optional.empty());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
