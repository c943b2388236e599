package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SectorId;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.SectorPreCommitInfo;
import io.sealstream.manager.domain.sector.Sector;
import io.sealstream.manager.domain.sector.SectorState;
import io.sealstream.manager.replay.Fold;
import io.sealstream.manager.topology.Stores;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens on chain without the cluster: others use its keys, take its numbers, move its money, and the owner names other keys. */
final class Outside {
    static final Address TREASURY = SimChain.key(201);
    /** Epochs after which a key that was used elsewhere is in order again: the other message is final, and ours follow. */
    private static final long UNTIL_SETTLED = SimOperator.CONFIDENCE + 20L;
    private static final long GAS = 60_000_000;
    private static final TokenAmount FEE_CAP = TokenAmount.ofNanoFil(2_000);
    private static final TokenAmount PREMIUM = TokenAmount.ofAtto(200_000);
    private static final TokenAmount LOW = TokenAmount.ofFil(2);
    private static final long LIFE = 200 * 2880L;
    private static final long LEAST_PAUSE_MILLIS = 300_000;
    private static final long MOST_PAUSE_MILLIS = 2_400_000;

    private final World world;
    private final SimChain chain;
    private final List<ActorId> miners;
    private final Fold fold;
    private final Dice dice;
    private final Set<Cid> foreign = new HashSet<>();
    private final Set<Address> used = new HashSet<>();

    Outside(World world, SimChain chain, List<ActorId> miners, Fold fold) {
        this.world = world;
        this.chain = chain;
        this.miners = List.copyOf(miners);
        this.fold = fold;
        this.dice = world.dice("outside");
        if (world.storm().has(Fault.MONEY_LOW)) {
            world.after(pause(), this::topUp);
        }
    }

    /** True for a message that others made with a key of the cluster. */
    boolean made(Cid cid) {
        return foreign.contains(cid);
    }

    /** True once somebody has used a key elsewhere. */
    boolean used(Address key) {
        return used.contains(key);
    }

    private void say(String what) {
        world.trace().say("outside", what);
    }

    // ---- keys

    /** Somebody uses a key of the cluster elsewhere: at its next nonce, or in the place of a message that waits. */
    void useKey() {
        if (!dice.chance(0.7) || !takeNonce()) {
            Address key = dice.pick(Keys.of(dice.pick(miners)).lanes());
            use(key, next(key), PREMIUM);
        }
    }

    /** Somebody's message takes the place of one that waits; false when none does. */
    boolean takeNonce() {
        for (ActorId miner : miners) {
            for (Address key : Keys.of(miner).lanes()) {
                Optional<SignedMessage> waits = chain.chain().pool().ready(key, chain.state()).stream().findFirst();
                if (waits.isPresent()) {
                    Message message = waits.get().message();
                    use(key, message.nonce(), message.gasPremium().scaled(2, 1).plus(PREMIUM));
                    return true;
                }
            }
        }
        return false;
    }

    private void use(Address key, long nonce, TokenAmount premium) {
        Message message = Message.call(key, key, TokenAmount.ZERO, 0, Bytes.EMPTY).withNonce(nonce).withGas(GAS / 20,
                FEE_CAP.max(premium), premium);
        say(key + " is used elsewhere at nonce " + nonce);
        used.add(key);
        foreign.add(SimSignatures.sign(message).cid());
        push(message);
        world.calm().disturb(UNTIL_SETTLED);
    }

    /** The owner names other controls; the new ones count at once. */
    void changeKeys() {
        ActorId miner = dice.pick(miners);
        Keys keys = Keys.of(miner);
        name(miner, dice.pick(List.of(List.of(keys.control()), List.of(keys.control(), keys.spare()), List.of(keys.spare()))));
    }

    private void name(ActorId miner, List<Address> controls) {
        say("the owner of " + miner + " names " + controls);
        world.calm().disturb(UNTIL_SETTLED);
        call(Keys.OWNER, miner, TokenAmount.ZERO, MinerMethod.CHANGE_WORKER_ADDRESS,
                new ChangeWorkerAddressParams(Keys.of(miner).worker(), controls).toCbor());
    }

    // ---- numbers

    /** The owner precommits a sector under a number that the cluster has given: its own precommit is refused for ever. */
    void takeNumber() {
        List<Sector> begun = miners.stream().flatMap(miner -> fold.states(Stores.SECTORS, miner.toString()).values().stream())
                .filter(Outside::isBeforePreCommit).toList();
        if (begun.isEmpty()) {
            return;
        }
        SectorId sector = dice.pick(begun).id();
        say("takes the number of " + sector);
        ChainEpoch ticket = new ChainEpoch(chain.height() - world.rules().ticketLookback());
        byte[] commR = new byte[32];
        commR[0] = 1;
        SectorPreCommitInfo info = SectorPreCommitInfo.committedCapacity(5, sector.number(), Cid.sealed(commR), ticket,
                ticket.plus(world.rules().maxProveDuration() + LIFE));
        call(Keys.OWNER, sector.miner(), TokenAmount.ofFil(1), MinerMethod.PRE_COMMIT_SECTOR_BATCH2,
                new PreCommitSectorBatchParams2(List.of(info)).toCbor());
    }

    private static boolean isBeforePreCommit(Sector sector) {
        return sector.state() instanceof SectorState.AwaitingReplica
                || sector.state() instanceof SectorState.AwaitingPreCommitBatch;
    }

    // ---- money

    private long pause() {
        return dice.between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
    }

    /** What a sender of commitments begins with. */
    static long funds(World world, Dice dice) {
        return world.storm().has(Fault.MONEY_LOW) ? dice.between(1L, 4L) : 1_000;
    }

    /** The treasurer looks now and then who has little left. */
    private void topUp() {
        for (ActorId miner : miners) {
            for (Address key : List.of(Keys.of(miner).worker(), Keys.of(miner).spare())) {
                if (balance(key).compareTo(LOW) < 0) {
                    give(key, TokenAmount.ofFil(dice.between(1L, 5L)));
                }
            }
        }
        if (!world.storm().isOver()) {
            world.after(pause(), this::topUp);
        }
    }

    TokenAmount balance(Address key) {
        return chain.state().find(key).map(Actor::balance).orElse(TokenAmount.ZERO);
    }

    private void give(Address key, TokenAmount amount) {
        say("the treasurer gives " + amount.format() + " to " + key);
        push(Message.call(key, TREASURY, amount, 0, Bytes.EMPTY).withNonce(next(TREASURY)).withGas(GAS / 20, FEE_CAP, PREMIUM));
    }

    /** The storm is over: the usual keys and plenty of money. */
    void mend() {
        for (ActorId miner : miners) {
            Keys keys = Keys.of(miner);
            if (world.storm().faults().contains(Fault.KEYS_CHANGED)) {
                name(miner, List.of(keys.control(), keys.spare()));
            }
            keys.lanes().stream().filter(key -> balance(key).compareTo(TokenAmount.ofFil(500)) < 0)
                    .forEach(key -> give(key, TokenAmount.ofFil(1_000)));
        }
    }

    // ---- messages

    private long next(Address from) {
        return chain.chain().pool().nextNonce(from, chain.state());
    }

    private void call(Address from, ActorId miner, TokenAmount value, MinerMethod method, byte[] params) {
        push(Message.call(miner.address(), from, value, method.number(), Bytes.of(params)).withNonce(next(from)).withGas(GAS,
                FEE_CAP, PREMIUM));
    }

    private void push(Message message) {
        try {
            chain.push(SimSignatures.sign(message));
        } catch (PoolRefusal e) {
            say("the pool refuses: " + e.why());
        }
    }
}
