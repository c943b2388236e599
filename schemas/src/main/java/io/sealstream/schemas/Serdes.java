package io.sealstream.schemas;

import io.sealstream.schemas.registry.HttpSchemaRegistryClient;
import io.sealstream.schemas.registry.RegistrySettings;
import io.sealstream.schemas.registry.SchemaRegistryClient;
import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;

/** The serdes of a process: one registry client, one encoder, one decoder, shared by all its threads. */
public final class Serdes implements AutoCloseable {
    private final SchemaRegistryClient registry;
    private final AvroEncoder encoder;
    private final AvroDecoder decoder;

    /** @param autoRegister whether unknown schemas are registered on first use; on in the devnet only */
    public Serdes(SchemaRegistryClient registry, boolean autoRegister) {
        this.registry = registry;
        this.encoder = new AvroEncoder(registry, autoRegister);
        this.decoder = new AvroDecoder(registry, SchemaHistory.shipped());
    }

    /** Over a registry reached by HTTP. */
    public static Serdes connect(RegistrySettings settings, boolean autoRegister) {
        return new Serdes(new HttpSchemaRegistryClient(settings), autoRegister);
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
        registry.close();
    }
}
