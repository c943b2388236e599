package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.MessageReceipt;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.BatchReturn;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.GetControlAddressesReturn;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.filecoin.actors.TerminateSectorsReturn;
import io.sealstream.filecoin.json.FilecoinJson;
import java.util.Map;
import java.util.Optional;

/** What {@code StateWaitMsg} shows of a return: its fields where the shape is known, its bytes where not, null for none. */
final class ReturnValues {
    private static final Map<ActorMethod, Shape<?>> SHAPES = Map.of(PowerMethod.CREATE_MINER, CreateMinerReturn.SHAPE,
            PowerMethod.CREATE_MINER_EXPORTED, CreateMinerReturn.SHAPE, MinerMethod.CONTROL_ADDRESSES,
            GetControlAddressesReturn.SHAPE, MinerMethod.TERMINATE_SECTORS, TerminateSectorsReturn.SHAPE,
            MinerMethod.PROVE_COMMIT_SECTORS3, BatchReturn.SHAPE, MinerMethod.PROVE_REPLICA_UPDATES3, BatchReturn.SHAPE,
            MinerMethod.PROVE_COMMIT_SECTORS_NI, BatchReturn.SHAPE);

    private ReturnValues() {}

    static JsonNode decoded(Message message, MessageReceipt receipt) {
        if (!receipt.isOk() || receipt.returnValue().isEmpty()) {
            return NullNode.getInstance();
        }
        Optional<Shape<?>> shape = Method.of(message.to(), message.method()).map(SHAPES::get);
        try {
            return shape.map(known -> read(known, receipt)).orElseGet(() -> bytes(receipt));
        } catch (CodecException e) {
            return bytes(receipt);
        }
    }

    private static JsonNode bytes(MessageReceipt receipt) {
        return FilecoinJson.write(Shapes.BYTES, receipt.returnValue());
    }

    private static <T> JsonNode read(Shape<T> shape, MessageReceipt receipt) {
        return FilecoinJson.write(shape, shape.fromCbor(receipt.returnValue().toArray()));
    }
}
