package io.sealstream.manager.replay;

import io.sealstream.schemas.Fingerprint;
import io.sealstream.schemas.SchemaHistory;
import io.sealstream.schemas.avro.ExportedHeader;
import io.sealstream.schemas.avro.ExportedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link EventFile}: an Avro object container of {@link ExportedRecord}s. It stands beside its place until {@link #finish}, so that
 * no half file is ever taken for a whole one.
 */
public final class EventFileWriter implements Closeable {
    private static final int COMPRESSION = 6;
    /** Bytes of the wire format before the schema id. */
    private static final int MAGIC_BYTES = 1;

    private final Path file;
    private final Path part;
    private final IntFunction<Optional<Schema>> registry;
    private final DataFileWriter<ExportedRecord> out = new DataFileWriter<>(new SpecificDatumWriter<>(ExportedRecord.class));
    private final Set<String> known = new HashSet<>();

    /**
     * @param registry schemas by id, asked for those only that the jar does not have
     * @throws UncheckedIOException where the file cannot be made
     */
    public EventFileWriter(Path file, IntFunction<Optional<Schema>> registry) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.registry = registry;
        try {
            out.setCodec(CodecFactory.deflateCodec(COMPRESSION));
            out.create(ExportedRecord.getClassSchema(), part.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** Adds the next event. */
    public void add(LoggedEvent event) {
        ConsumerRecord<byte[], byte[]> raw = event.raw();
        List<ExportedHeader> headers = new ArrayList<>();
        raw.headers().forEach(header -> headers
                .add(new ExportedHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value()))));
        try {
            out.append(new ExportedRecord(raw.topic(), raw.partition(), raw.offset(), raw.timestamp(), ByteBuffer.wrap(raw.key()),
                    ByteBuffer.wrap(raw.value()), headers, schema(raw)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** The writer's schema where it is met for the first time. */
    private @Nullable String schema(ConsumerRecord<byte[], byte[]> raw) {
        int id = schemaId(raw.value());
        Optional<Fingerprint> carried = Fingerprint.in(raw.headers());
        if (!known.add(id + " " + carried)) {
            return null;
        }
        return carried.flatMap(SchemaHistory.shipped()::writer).or(() -> registry.apply(id)).map(Schema::toString).orElse(null);
    }

    static int schemaId(byte[] value) {
        return value.length < MAGIC_BYTES + Integer.BYTES ? 0 : ByteBuffer.wrap(value).getInt(MAGIC_BYTES);
    }

    /** Puts the whole file in its place. */
    public void finish() {
        try {
            out.close();
            Files.move(part, file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** Leaves nothing behind where {@link #finish} was not reached. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(part);
    }
}
