package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.ChangeWorker;
import io.sealstream.devnet.chain.miner.DeclareFaults;
import io.sealstream.devnet.chain.miner.DisputeWindowedPoSt;
import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.miner.MinerCall;
import io.sealstream.devnet.chain.miner.PreCommitSectors;
import io.sealstream.devnet.chain.miner.ProveCommitSectors;
import io.sealstream.devnet.chain.miner.ProveCommitSectorsNI;
import io.sealstream.devnet.chain.miner.ProveReplicaUpdates;
import io.sealstream.devnet.chain.miner.SubmitWindowedPoSt;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.DisputeWindowedPoStParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.ProveCommitSectorsNIParams;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The methods of the miner actor that this chain has: how params are read, what the state access costs, which code runs. */
final class MinerMethods {
    private static final Map<MinerMethod, Handler<?>> TABLE = new EnumMap<>(MinerMethod.class);

    static {
        plain(StateGas.read(), ChangeWorker::controlAddresses, MinerMethod.CONTROL_ADDRESSES);
        add(ChangeWorkerAddressParams.SHAPE, params -> StateGas.changeWorker(), ChangeWorker::change,
                MinerMethod.CHANGE_WORKER_ADDRESS, MinerMethod.CHANGE_WORKER_ADDRESS_EXPORTED);
        plain(StateGas.changeWorker(), ChangeWorker::confirm, MinerMethod.CONFIRM_CHANGE_WORKER_ADDRESS,
                MinerMethod.CONFIRM_CHANGE_WORKER_ADDRESS_EXPORTED);
        add(PreCommitSectorBatchParams2.SHAPE, StateGas::preCommit, PreCommitSectors::apply,
                MinerMethod.PRE_COMMIT_SECTOR_BATCH2);
        add(ProveCommitSectors3Params.SHAPE, StateGas::proveCommit, ProveCommitSectors::apply, MinerMethod.PROVE_COMMIT_SECTORS3);
        add(ProveCommitSectorsNIParams.SHAPE, StateGas::proveCommitNI, ProveCommitSectorsNI::apply,
                MinerMethod.PROVE_COMMIT_SECTORS_NI);
        add(ProveReplicaUpdates3Params.SHAPE, StateGas::replicaUpdate, ProveReplicaUpdates::apply,
                MinerMethod.PROVE_REPLICA_UPDATES3);
        add(DisputeWindowedPoStParams.SHAPE, params -> StateGas.dispute(), DisputeWindowedPoSt::apply,
                MinerMethod.DISPUTE_WINDOWED_POST);
        add(SubmitWindowedPoStParams.SHAPE, StateGas::windowPoSt, SubmitWindowedPoSt::apply, MinerMethod.SUBMIT_WINDOWED_POST);
        add(DeclareFaultsParams.SHAPE, StateGas::declareFaults, (call, params) -> DeclareFaults.faults(call, params.faults()),
                MinerMethod.DECLARE_FAULTS);
        add(DeclareFaultsRecoveredParams.SHAPE, StateGas::declareRecovered,
                (call, params) -> DeclareFaults.recovered(call, params.recoveries()), MinerMethod.DECLARE_FAULTS_RECOVERED);
        UpkeepMethods.register();
    }

    private MinerMethods() {}

    /**
     * One method.
     *
     * @param params how its params are read; null if it has none
     * @param gas    of state access, by params
     */
    record Handler<P>(@Nullable Shape<P> params, ToLongFunction<P> gas, BiFunction<MinerCall, P, Effects> code) {
        @SuppressWarnings({ "NullAway", "DataFlowIssue"}) // without a shape, gas and code do not look at the params
        Effects run(MinerCall call, Message message, GasMeter meter) {
            P decoded = decode(message);
            meter.charge(gas.applyAsLong(decoded));
            return code.apply(call, decoded);
        }

        private @Nullable P decode(Message message) {
            if (params != null) {
                return Methods.params(params, message);
            }
            Methods.requireNoParams(message);
            return null;
        }
    }

    static <P> void add(Shape<P> params, ToLongFunction<P> gas, BiFunction<MinerCall, P, Effects> code,
            MinerMethod... numbers) {
        for (MinerMethod number : numbers) {
            TABLE.put(number, new Handler<>(params, gas, code));
        }
    }

    static void plain(long gas, Function<MinerCall, Effects> code, MinerMethod... numbers) {
        for (MinerMethod number : numbers) {
            TABLE.put(number, new Handler<Void>(null, none -> gas, (call, none) -> code.apply(call)));
        }
    }

    static Optional<Handler<?>> find(MinerMethod method) {
        return Optional.ofNullable(TABLE.get(method));
    }
}
