package io.sealstream.filecoin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.actors.*;
import io.sealstream.filecoin.json.FilecoinJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Shapes: JSON to CBOR, CBOR to JSON, CID; parameters also by their method. */
final class ObjectVectors {
    private ObjectVectors() {}

    static Map<String, Shape<?>> shapes() {
        Map<String, Shape<?>> shapes = new HashMap<>();
        shapes.put("power/CreateMinerParams", CreateMinerParams.SHAPE);
        shapes.put("power/CreateMinerReturn", CreateMinerReturn.SHAPE);
        shapes.put("miner/PreCommitSectorBatchParams2", PreCommitSectorBatchParams2.SHAPE);
        shapes.put("miner/ProveCommitSectors3Params", ProveCommitSectors3Params.SHAPE);
        shapes.put("miner/ProveCommitSectorsNIParams", ProveCommitSectorsNIParams.SHAPE);
        shapes.put("miner/ProveReplicaUpdates3Params", ProveReplicaUpdates3Params.SHAPE);
        shapes.put("miner/SubmitWindowedPoStParams", SubmitWindowedPoStParams.SHAPE);
        shapes.put("miner/DeclareFaultsParams", DeclareFaultsParams.SHAPE);
        shapes.put("miner/DeclareFaultsRecoveredParams", DeclareFaultsRecoveredParams.SHAPE);
        shapes.put("miner/TerminateSectorsParams", TerminateSectorsParams.SHAPE);
        shapes.put("miner/TerminateSectorsReturn", TerminateSectorsReturn.SHAPE);
        shapes.put("miner/ExtendSectorExpiration2Params", ExtendSectorExpiration2Params.SHAPE);
        shapes.put("miner/CompactPartitionsParams", CompactPartitionsParams.SHAPE);
        shapes.put("miner/CompactSectorNumbersParams", CompactSectorNumbersParams.SHAPE);
        shapes.put("miner/DisputeWindowedPoStParams", DisputeWindowedPoStParams.SHAPE);
        shapes.put("miner/ChangeWorkerAddressParams", ChangeWorkerAddressParams.SHAPE);
        shapes.put("miner/ChangePeerIDParams", ChangePeerIDParams.SHAPE);
        shapes.put("miner/ChangeMultiaddrsParams", ChangeMultiaddrsParams.SHAPE);
        shapes.put("miner/WithdrawBalanceParams", WithdrawBalanceParams.SHAPE);
        shapes.put("miner/WithdrawBalanceReturn", Shapes.AMOUNT);
        shapes.put("miner/ChangeBeneficiaryParams", ChangeBeneficiaryParams.SHAPE);
        shapes.put("miner/ChangeOwnerAddressParams", Shapes.ADDRESS);
        shapes.put("miner/ReportConsensusFaultParams", ReportConsensusFaultParams.SHAPE);
        shapes.put("miner/MaxTerminationFeeParams", MaxTerminationFeeParams.SHAPE);
        shapes.put("miner/CheckSectorProvenParams", CheckSectorProvenParams.SHAPE);
        shapes.put("miner/GetControlAddressesReturn", GetControlAddressesReturn.SHAPE);
        shapes.put("miner/SectorPreCommitOnChainInfo", SectorPreCommitOnChainInfo.SHAPE);
        shapes.put("miner/SectorOnChainInfo", SectorOnChainInfo.SHAPE);
        shapes.put("batch/BatchReturn", BatchReturn.SHAPE);
        shapes.put("smoothing/FilterEstimate", FilterEstimate.SHAPE);
        shapes.put("chain/MessageReceipt", MessageReceipt.SHAPE);
        shapes.put("chain/MsgMeta", MsgMeta.SHAPE);
        shapes.put("bitfield", Shapes.BITFIELD);
        shapes.put("bigint", Shapes.BIG);
        shapes.put("cid", Shapes.CID);
        shapes.put("address", Shapes.ADDRESS);
        shapes.put("chain/Message", Message.SHAPE);
        shapes.put("chain/SignedMessage", SignedMessage.SHAPE);
        shapes.put("chain/BlockHeader", BlockHeader.SHAPE);
        return shapes;
    }

    static Map<String, Consumer<Vector>> checks() {
        Map<String, Consumer<Vector>> checks = new HashMap<>();
        shapes().forEach((type, shape) -> checks.put(type, vector -> object(vector, shape)));
        checks.put("miner/no-params", ObjectVectors::noParams);
        return checks;
    }

    /** Methods without parameters take no bytes: not even those of an empty tuple. */
    private static void noParams(Vector vector) {
        for (MinerMethod method : List.of(MinerMethod.CONTROL_ADDRESSES, MinerMethod.CONFIRM_CHANGE_WORKER_ADDRESS,
                MinerMethod.REPAY_DEBT, MinerMethod.GET_BENEFICIARY)) {
            assertThat(decoded(method, Vector.hex(vector.extra().path("params_hex")))).contains(JsonTree.Nothing.INSTANCE);
            assertThat(decoded(method, Bytes.fromHex("80"))).isEmpty();
        }
    }

    private static Optional<JsonTree> decoded(ActorMethod method, Bytes params) {
        return Method.decodeParams(
                Message.call(Address.id(1000), Address.id(1001), TokenAmount.ZERO, method.number(), params));
    }

    /** JSON to CBOR and back, the CID of the CBOR, and the method that takes it. */
    static void object(Vector vector, Shape<?> shape) {
        both(vector, shape);
        assertThat(vector.cid().textValue()).isEqualTo(Cid.ofCbor(vector.cborBytes().toArray()).toString());
        checkMethod(vector, shape);
    }

    /** JSON to CBOR and CBOR to JSON. */
    static <T> void both(Vector vector, Shape<T> shape) {
        T value = FilecoinJson.read(shape, vector.value());
        assertThat(Bytes.of(shape.toCbor(value)).toHex()).isEqualTo(vector.cbor().textValue());
        T decoded = shape.fromCbor(vector.cborBytes().toArray());
        assertThat(decoded).isEqualTo(value);
        assertSame(FilecoinJson.write(shape, decoded), vector.value(), "");
    }

    private static void checkMethod(Vector vector, Shape<?> shape) {
        if (!vector.extra().has("method")) {
            return;
        }
        boolean power = "f04".equals(vector.extra().path("to").textValue());
        Address to = power ? Address.POWER : Address.id(1000);
        ActorMethod method = Method.of(to, vector.extra().path("method").longValue()).orElseThrow();
        assertThat(method.params()).contains(shape);
        assertThat(method.actor()).isEqualTo(power ? "power" : "miner");
    }

    /** Equal JSON, where null, an empty list and an empty text are one. */
    static void assertSame(JsonNode actual, JsonNode expected, String path) {
        if (isNothing(actual) && isNothing(expected)) {
            return;
        }
        assertThat(actual.getNodeType()).as(path).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            actual.fieldNames().forEachRemaining(names::add);
            expected.fieldNames().forEachRemaining(name -> {
                assertThat(names).as(path).contains(name);
                assertSame(actual.path(name), expected.path(name), path + "." + name);
                names.remove(name);
            });
            assertThat(names).as(path + ": fields too many").isEmpty();
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(path).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(actual.path(i), expected.path(i), path + "[" + i + "]");
            }
        } else {
            assertThat(actual.asText()).as(path).isEqualTo(expected.asText());
        }
    }

    private static boolean isNothing(JsonNode node) {
        boolean emptyText = node.isTextual() && node.textValue().isEmpty();
        return node.isNull() || node.isMissingNode() || emptyText || (node.isArray() && node.isEmpty());
    }
}
