package io.sealstream.devnet.chain.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.devnet.chain.Books;
import io.sealstream.devnet.chain.blocks.Genesis;
import io.sealstream.devnet.chain.blocks.GenesisSettings;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.devnet.chain.vm.Applied;
import io.sealstream.devnet.chain.vm.Executor;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ActorMethod;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * One miner on two models at once: each message and each epoch's end goes to the dev chain's state machine and to the naive miner, and both
 * are compared after it.
 */
final class RandomLife {
    private static final Address OWNER = key(1);
    private static final Address WORKER = key(2);
    private static final long FIRST_EPOCH = 5000;
    private static final int MESSAGE_BYTES = 500;
    private static final long WINDOW_2KIB = 10;

    private final ChainRules rules;
    private final Address miner;
    private final Books books;
    private final List<String> script = new ArrayList<>();
    private ChainState state;
    private NaiveMiner naive;
    private long now = FIRST_EPOCH;

    RandomLife(int mostSectors, int mostPartitions) {
        GenesisSettings settings = new GenesisSettings(Calendar.policy(mostSectors, mostPartitions), "model", 0, 1,
                TokenAmount.ofFil(1_000_000), Map.of());
        rules = Genesis.rules(settings);
        state = Genesis.state(settings);
        for (Address account : List.of(OWNER, WORKER)) {
            Actor created = state.createAccount(account);
            state.transfer(Genesis.FAUCET_ID, created.id(), TokenAmount.ofFil(10_000));
        }
        books = new Books(state);
        Applied created = send(OWNER, Address.POWER, TokenAmount.ofFil(1000), PowerMethod.CREATE_MINER,
                new CreateMinerParams(OWNER, WORKER, WINDOW_2KIB, Bytes.EMPTY, List.of()).toCbor());
        miner = CreateMinerReturn.fromCbor(created.receipt().returnValue().toArray()).idAddress();
        state = created.state();
        naive = new NaiveMiner(new Calendar(miner().periodOffset(), mostSectors, mostPartitions));
    }

    private static Address key(int number) {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) number);
        return Address.bls(key);
    }

    long now() {
        return now;
    }

    NaiveMiner naive() {
        return naive;
    }

    Miner miner() {
        return state.miner(miner).orElseThrow();
    }

    private Applied send(Address from, Address to, TokenAmount value, ActorMethod method, byte[] params) {
        Message message = Message.call(to, from, value, method.number(), Bytes.of(params));
        return Executor.tryOut(state, message, MESSAGE_BYTES, ScriptedScene.at(now, rules));
    }

    /**
     * Sends a message of the worker and does the same to the naive miner.
     *
     * @param model gives the exit code that the chain must give
     * @return the exit code
     */
    int send(ActorMethod method, byte[] params, String what, ToIntFunction<NaiveMiner> model) {
        script.add(now + " " + method.methodName() + " " + what);
        NaiveMiner draft = naive.copy();
        int expected = model.applyAsInt(draft);
        Applied applied = send(WORKER, miner, TokenAmount.ZERO, method, params);
        assertThat(applied.receipt().exitCode()).as("%s%n%s", applied.error(), this).isEqualTo(expected);
        state = applied.state();
        naive = expected == 0 ? draft : naive;
        compare();
        return expected;
    }

    /** Sends a message of the owner that the naive miner knows nothing of. */
    Applied ask(ActorMethod method, byte[] params) {
        return send(OWNER, miner, TokenAmount.ZERO, method, params);
    }

    /** Ends epochs. */
    void advance(long epochs) {
        for (long end = now + epochs; now < end; now++) {
            ChainState before = state;
            state = Executor.cron(state, ScriptedScene.at(now, rules));
            naive.endEpoch(now);
            if (state != before) {
                script.add(now + " cron");
                compare();
            }
        }
    }

    private void compare() {
        assertThat(Snapshot.of(miner(), state.claim(miner().id().value()))).as("%s", this).isEqualTo(Snapshot.of(naive));
        books.check(state);
    }

    /** What happened, last things last. */
    @Override
    public String toString() {
        return String.join("\n", script.subList(Math.max(0, script.size() - 40), script.size()));
    }
}
