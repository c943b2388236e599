package io.sealstream.proofs.scripted;

import io.sealstream.proofs.Aggregation.NonInteractiveAggregate;
import io.sealstream.proofs.Aggregation.SealAggregate;
import io.sealstream.proofs.Bytes;
import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.ProofException.Code;
import io.sealstream.proofs.Proving.PoStScope;
import io.sealstream.proofs.Proving.PublicSector;
import io.sealstream.proofs.Proving.WinningPoStStatement;
import io.sealstream.proofs.ReplicaUpdate;
import io.sealstream.proofs.Sealing.Commitments;
import io.sealstream.proofs.Sealing.SealStatement;
import io.sealstream.proofs.Sealing.SectorSeal;
import io.sealstream.proofs.WinningPoStProofType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stand-ins for proofs: hashes of exactly the statement, so that any change of statement or proof is noticed. */
final class ScriptedProofs {
    private static final int CHALLENGES = 10;
    private static final int NODE = 32;
    private static final int TOP_BYTE_OF_FIELD_ORDER = 0x73;

    private ScriptedProofs() {}

    static Bytes commR(SectorSeal sector, Bytes commD) {
        return Bytes.of(digest("CommR", fields(sector), commD.toArray()));
    }

    static Bytes sealProof(SealStatement statement) {
        return expand(digest("seal", fields(statement)), statement.sector().type().proofSize());
    }

    static Bytes aggregate(SealAggregate statement) {
        byte[][] members = statement.members().stream().map(ScriptedProofs::fields).toArray(byte[][]::new);
        return expand(digest("aggregate", members), statement.proofSize());
    }

    static Bytes nonInteractive(NonInteractiveAggregate statement) {
        ByteArrayOutputStream sectors = new ByteArrayOutputStream();
        statement.sectors().forEach(sector -> {
            sectors.writeBytes(number(sector.number()));
            sectors.writeBytes(sector.ticket().toArray());
            sectors.writeBytes(fields(sector.commitments()));
        });
        byte[] root = digest("non-interactive", number(statement.type().chainNumber()), statement.proverId().toArray(),
                sectors.toByteArray());
        return expand(root, statement.proofSize());
    }

    static Bytes replicaUpdate(ReplicaUpdate statement) {
        byte[] root = digest("update", number(statement.type().chainNumber()), statement.oldCommR().toArray(),
                statement.newCommR().toArray(), statement.newCommD().toArray());
        return expand(root, statement.type().proofSize());
    }

    static Bytes winningPoSt(WinningPoStStatement statement) {
        byte[] root = digest("winning", number(statement.type().chainNumber()), statement.randomness().toArray(),
                number(statement.sector().number()), statement.sector().commR().toArray());
        return expand(root, WinningPoStProofType.PROOF_SIZE);
    }

    /** The library refuses randomness whose number, little endian, reaches the order of the field: 0x73ed…, so the top byte tells. */
    static void requireFieldElement(Bytes randomness) throws ProofException {
        if (Byte.toUnsignedInt(randomness.toArray()[NODE - 1]) > TOP_BYTE_OF_FIELD_ORDER) {
            throw new ProofException(Code.LIBRARY, "the randomness is no field element");
        }
    }

    static List<Long> challenges(PoStScope scope, long sector) {
        List<Long> leaves = new ArrayList<>();
        for (int i = 0; i < CHALLENGES; i++) {
            byte[] draw = digest("challenge", scope.randomness().toArray(), number(sector), number(i));
            leaves.add(Long.remainderUnsigned(ByteBuffer.wrap(draw).getLong(), scope.type().sectorSize() / NODE));
        }
        return leaves;
    }

    static Bytes vanilla(long sector, Bytes commR, List<Long> challenges) {
        ByteBuffer leaves = ByteBuffer.allocate(challenges.size() * Long.BYTES);
        challenges.forEach(leaves::putLong);
        return Bytes.of(digest("vanilla", number(sector), commR.toArray(), leaves.array()));
    }

    static Bytes windowPoSt(PoStScope scope, List<PublicSector> sectors) {
        ByteArrayOutputStream statement = new ByteArrayOutputStream();
        sectors.forEach(sector -> {
            statement.writeBytes(number(sector.number()));
            statement.writeBytes(sector.commR().toArray());
        });
        byte[] root = digest("window", number(scope.type().chainNumber()), scope.randomness().toArray(),
                statement.toByteArray());
        return expand(root, scope.type().proofSize(sectors.size()));
    }

    /** The sealed file of a replica. */
    static byte[] replica(Bytes commR, long sectorSize) {
        return expand(digest("replica", commR.toArray()), Math.toIntExact(sectorSize)).toArray();
    }

    /** Another proof of the same length. */
    static Bytes spoiled(Bytes proof) {
        byte[] bytes = proof.toArray();
        bytes[0] ^= 1;
        return Bytes.of(bytes);
    }

    private static byte[] fields(SectorSeal sector) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(number(sector.type().chainNumber()));
        out.writeBytes(sector.proverId().toArray());
        out.writeBytes(number(sector.number()));
        out.writeBytes(sector.ticket().toArray());
        return out.toByteArray();
    }

    private static byte[] fields(Commitments commitments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(commitments.commR().toArray());
        out.writeBytes(commitments.commD().toArray());
        return out.toByteArray();
    }

    private static byte[] fields(SealStatement statement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(fields(statement.sector()));
        out.writeBytes(statement.seed().toArray());
        out.writeBytes(fields(statement.commitments()));
        return out.toByteArray();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] digest(String tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return DataCommitments.hash(out.toByteArray());
    }

    private static Bytes expand(byte[] root, int size) {
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int block = 0; out.hasRemaining(); block++) {
            out.put(digest("block", root, number(block)), 0, Math.min(NODE, out.remaining()));
        }
        return Bytes.of(out.array());
    }
}
