package io.sealstream.schemas;

import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The serdes of a process: one registry client, one encoder, one decoder, shared by all its threads. */
public final class Serdes implements AutoCloseable {
    private final SchemaRegistryClient registry;
    private final AvroEncoder encoder;
    private final AvroDecoder decoder;
    private final Optional<SwappedSerdes> swapped;

    /** @param autoRegister whether unknown schemas are registered on first use; on in the devnet only */
    public Serdes(SchemaRegistryClient registry, boolean autoRegister) {
        this(registry, autoRegister, Optional.empty());
    }

    Serdes(SchemaRegistryClient registry, boolean autoRegister, Optional<SwappedSerdes> swapped) {
        this.registry = registry;
        this.encoder = new AvroEncoder(registry, autoRegister, swapped);
        this.decoder = new AvroDecoder(registry, SchemaHistory.shipped(), swapped);
        this.swapped = swapped;
    }

    /** Over a registry reached by HTTP. */
    public static Serdes connect(RegistrySettings settings, boolean autoRegister) {
        return new Serdes(new HttpSchemaRegistryClient(settings), autoRegister);
    }

    /**
     * With the serdes that {@code value.serializer} and {@code value.deserializer} name, or ours where they name none.
     *
     * @param properties what those serdes are configured with
     */
    public static Serdes connect(RegistrySettings settings, boolean autoRegister, Map<String, String> properties) {
        Optional<SwappedSerdes> swapped = SwappedSerdes.named(properties, settings, autoRegister);
        return new Serdes(new HttpSchemaRegistryClient(settings), autoRegister, swapped);
    }

    /** Any record of any of our topics; each record is checked against its topic's table. */
    public AvroSerde<SpecificRecord> any() {
        return of(SpecificRecord.class);
    }

    /** Records of one type; another one is {@link UndecodableException}. */
    public <T extends SpecificRecord> AvroSerde<T> of(Class<T> type) {
        return new AvroSerde<>(type, encoder, decoder);
    }

    public AvroEncoder encoder() {
        return encoder;
    }

    public AvroDecoder decoder() {
        return decoder;
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    /**
     * Asks the registry now for every id that writing to these topics needs, so that no processor waits for it later. With automatic
     * registration it also registers them.
     */
    public void prepare(Collection<Topic> topics) {
        topics.forEach(encoder::prepare);
    }

    @Override
    public void close() {
        swapped.ifPresent(SwappedSerdes::close);
        registry.close();
    }
}
