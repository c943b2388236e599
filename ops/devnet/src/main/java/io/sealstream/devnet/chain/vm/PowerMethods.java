package io.sealstream.devnet.chain.vm;

import io.sealstream.devnet.chain.miner.Effects;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.miner.NewMiner;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.devnet.chain.rules.Scene;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.state.NetworkTotals;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Pledge;
import io.sealstream.filecoin.Shape;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.CurrentTotalPowerReturn;
import io.sealstream.filecoin.actors.MinerRawPowerReturn;
import io.sealstream.filecoin.actors.PowerMethod;
import io.sealstream.filecoin.state.Claim;
import java.util.Objects;
import java.util.Optional;

/** The power actor f04 (actors/power {@code lib.rs}). Its totals are those at the end of the last epoch's cron. */
final class PowerMethods {
    private final Scene scene;
    private final ChainState draft;
    private final GasMeter gas;

    PowerMethods(Scene scene, ChainState draft, GasMeter gas) {
        this.scene = scene;
        this.draft = draft;
        this.gas = gas;
    }

    /** Empty for numbers that the actor does not have. */
    Optional<Effects> run(Actor sender, Message message) {
        return PowerMethod.of(message.method()).filter(method -> !method.isGone()).map(method -> run(method, sender, message));
    }

    private Effects run(PowerMethod method, Actor sender, Message message) {
        return switch (method) {
            case CREATE_MINER, CREATE_MINER_EXPORTED -> createMiner(sender, message, params(CreateMinerParams.SHAPE, message));
            case CURRENT_TOTAL_POWER -> read(message, currentTotal());
            case NETWORK_RAW_POWER_EXPORTED -> read(message, Shapes.BIG.toCbor(totals().power().raw()));
            case MINER_COUNT_EXPORTED -> read(message, Shapes.INTEGER.toCbor((long) draft.miners().size()));
            case MINER_CONSENSUS_COUNT_EXPORTED -> read(message, Shapes.INTEGER.toCbor(draft.minersAbove(minimum())));
            case MINER_RAW_POWER_EXPORTED -> rawPower(params(Shapes.UNSIGNED, message));
            case MINER_POWER_EXPORTED -> power(params(Shapes.UNSIGNED, message));
            case CONSTRUCTOR, CRON_TICK -> {
                Methods.requireNoParams(message);
                throw InternalMethods.refusal(sender.idAddress(), method);
            }
            case UPDATE_CLAIMED_POWER, ENROLL_CRON_EVENT, UPDATE_PLEDGE_TOTAL -> {
                params(Objects.requireNonNull(InternalMethods.POWER.get(method)), message);
                throw InternalMethods.refusal(sender.idAddress(), method);
            }
            case DEPRECATED1, SUBMIT_POREP_FOR_BULK_VERIFY -> throw new IllegalStateException(method + " is gone");
        };
    }

    private static <T> T params(Shape<T> shape, Message message) {
        return Methods.params(shape, message);
    }

    private Effects createMiner(Actor sender, Message message, CreateMinerParams params) {
        gas.charge(StateGas.createMiner());
        ActorId id = draft.nextId();
        Miner miner = NewMiner.create(id, params, message.value(), scene, draft);
        Address robust = Address.newActor(sender.robust() == null ? sender.idAddress() : sender.robust(), message.nonce(), 0);
        draft.createMiner(miner, robust);
        draft.transfer(Address.POWER.actorId().orElseThrow().value(), id.value(), message.value());
        draft.addPledge(miner.funds().locked());
        return Effects.NONE.returning(new CreateMinerReturn(id.address(), robust).toCbor());
    }

    private Effects read(Message message, byte[] answer) {
        Methods.requireNoParams(message);
        gas.charge(StateGas.read());
        return Effects.NONE.returning(answer);
    }

    private NetworkTotals totals() {
        return draft.totals();
    }

    private long minimum() {
        return scene.rules().policy().minimumPower();
    }

    private byte[] currentTotal() {
        Pledge economy = scene.rules().economy();
        return new CurrentTotalPowerReturn(totals().power().raw(), totals().power().qa(), totals().pledge(),
                economy.networkPower(), scene.now().value() - economy.epochsSinceRampStart(), economy.rampDuration()).toCbor();
    }

    private Effects rawPower(long miner) {
        gas.charge(UpkeepGas.LOOK_UP);
        Power claim = draft.claimed(miner)
                .orElseThrow(() -> Abort.illegalArgument("no claim for actor: " + Long.toUnsignedString(miner)));
        return Effects.NONE
                .returning(new MinerRawPowerReturn(claim.raw(), draft.meetsMinimum(claim, minimum())).toCbor());
    }

    private Effects power(long miner) {
        gas.charge(UpkeepGas.LOOK_UP);
        Power claim = draft.claimed(miner).orElseThrow(() -> Abort.notFound("miner not found"));
        return Effects.NONE.returning(Claim.SHAPE.toCbor(new Claim(claim.raw(), claim.qa())));
    }
}
