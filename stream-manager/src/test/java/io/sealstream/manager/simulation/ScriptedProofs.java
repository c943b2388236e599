package io.sealstream.manager.simulation;

import io.sealstream.devnet.chain.rules.ProofVerifier;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Hashes;
import io.sealstream.filecoin.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Proofs that hold for one statement and no other, without any proving. The chain checks all of them. */
final class ScriptedProofs implements ProofVerifier {
    private static final int PROOF_BYTES = 192;
    private static final int FR_MASK = 0x3f;

    /** The replica of a sector: another ticket or other data gives another commitment. */
    static Cid commR(ActorId miner, long sector, Bytes ticket, Cid commD) {
        byte[] digest = Hashes.blake2b256(text("replica", miner, sector, ticket, commD));
        digest[digest.length - 1] &= FR_MASK;
        return Cid.sealed(digest);
    }

    static Bytes seal(SealStatement s) {
        return proof(text("seal", s.miner(), s.sector(), s.ticket(), s.seed(), s.sealedCid(), s.unsealedCid()));
    }

    static Bytes windowPoSt(ActorId miner, Bytes randomness, List<ProvenSector> sectors) {
        String members = sectors.stream().sorted(Comparator.comparingLong(ProvenSector::number))
                .map(each -> each.number() + "=" + each.sealedCid()).collect(Collectors.joining(","));
        return proof(text("post", miner, Randomness.forPoSt(randomness), members));
    }

    /** The aggregate of proofs that all hold. */
    static Bytes aggregate(List<SealStatement> sectors) {
        String members = sectors.stream().map(each -> seal(each).toString()).collect(Collectors.joining(","));
        return proof(text("aggregate", members));
    }

    /** A proof of the right length that holds for nothing. */
    static Bytes wrong() {
        return proof(text("wrong"));
    }

    private static byte[] text(Object... parts) {
        StringBuilder all = new StringBuilder();
        for (Object part : parts) {
            all.append(part).append('|');
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes proof(byte[] statement) {
        byte[] digest = Hashes.blake2b256(statement);
        byte[] proof = new byte[PROOF_BYTES];
        for (int at = 0; at < PROOF_BYTES; at += digest.length) {
            System.arraycopy(digest, 0, proof, at, digest.length);
        }
        return Bytes.of(proof);
    }

    @Override
    public boolean verifySeal(SealStatement statement, Bytes proof) {
        return proof.equals(seal(statement));
    }

    @Override
    public boolean verifyWindowPoSt(WindowPoStStatement statement, Bytes proof) {
        return proof.equals(windowPoSt(statement.miner(), statement.randomness(), statement.sectors()));
    }

    @Override
    public boolean verifyAggregate(AggregateStatement statement, Bytes proof) {
        return proof.equals(aggregate(statement.sectors()));
    }

    @Override
    public boolean verifyReplicaUpdate(ReplicaUpdateStatement s, Bytes proof) {
        return proof.equals(proof(text("update", s.oldSealedCid(), s.newSealedCid(), s.unsealedCid())));
    }

    @Override
    public boolean verifyWinningPoSt(WinningPoStStatement s, Bytes proof) {
        return proof.equals(proof(text("winning", s.miner(), s.randomness(), s.sector())));
    }
}
