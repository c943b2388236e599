package io.sealstream.devnet.chain;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Takes every proof that does not begin with the byte 0xff, and remembers what it was asked. */
public final class ScriptedVerifier implements ProofVerifier {
    private static final byte BAD = (byte) 0xff;

    private final List<SealStatement> seals = new ArrayList<>();
    private final List<WindowPoStStatement> posts = new ArrayList<>();
    private final List<AggregateStatement> aggregates = new ArrayList<>();
    private final List<ReplicaUpdateStatement> updates = new ArrayList<>();
    private final List<WinningPoStStatement> winning = new ArrayList<>();

    /** A proof of this length that holds. */
    static Bytes good(int length) {
        return Bytes.of(new byte[length]);
    }

    /** A proof of this length that does not. */
    static Bytes bad(int length) {
        byte[] proof = new byte[length];
        proof[0] = BAD;
        return Bytes.of(proof);
    }

    private static <T> boolean judge(List<T> noted, T statement, Bytes proof) {
        noted.add(statement);
        return proof.get(0) != BAD;
    }

    @Override
    public synchronized boolean verifySeal(SealStatement statement, Bytes proof) {
        return judge(seals, statement, proof);
    }

    @Override
    public synchronized boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
        return judge(posts, statement, proof);
    }

    @Override
    public synchronized boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
        return judge(aggregates, statement, proof);
    }

    @Override
    public synchronized boolean verifyReplicaUpdate(ReplicaUpdateStatement statement, Bytes proof) {
        return judge(updates, statement, proof);
    }

    @Override
    public synchronized boolean verifyWinningPoSt(WinningPoStStatement statement, Bytes proof) {
        return judge(winning, statement, proof);
    }

    synchronized List<AggregateStatement> aggregates() {
        return List.copyOf(aggregates);
    }

    synchronized List<ReplicaUpdateStatement> updates() {
        return List.copyOf(updates);
    }

    synchronized List<WinningPoStStatement> winning() {
        return List.copyOf(winning);
    }

    synchronized List<SealStatement> seals() {
        return List.copyOf(seals);
    }

    synchronized List<WindowPoStStatement> posts() {
        return List.copyOf(posts);
    }
}
