package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.ProofVerifier.SealStatement;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Commitments;
import io.sealstream.filecoin.DomainSeparationTag;
import io.sealstream.filecoin.Randomness;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.filecoin.actors.SectorNIActivationInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether sectors may be activated without a precommit, and what their proofs state (actors/miner {@code validate_ni_sectors}). */
final class NonInteractiveChecks {
    /** Nobody draws a seed: the challenges follow from CommR. */
    private static final Bytes SEED = seed();

    private final MinerCall call;
    private final SealProofType type;

    NonInteractiveChecks(MinerCall call, SealProofType type) {
        this.call = call;
        this.type = type;
    }

    private static Bytes seed() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        return Bytes.of(ones);
    }

    /** The statements of all sectors, failed ones included. */
    List<SealStatement> validate(List<SectorNIActivationInfo> sectors, BatchResult batch) {
        Set<Long> numbers = new HashSet<>();
        List<SealStatement> statements = new ArrayList<>();
        for (int i = 0; i < sectors.size(); i++) {
            SectorNIActivationInfo sector = sectors.get(i);
            if (!numbers.add(sector.sectorNumber())) {
                throw Abort.illegalArgument("duplicate sector number " + Long.toUnsignedString(sector.sectorNumber()));
            }
            requirePastTicket(sector);
            statements.add(statement(sector));
            try {
                requireActivatable(sector);
            } catch (Abort refused) {
                batch.fail(i, refused);
            }
        }
        return statements;
    }

    /** Randomness of the future cannot be had, so this one is for the whole message. */
    private void requirePastTicket(SectorNIActivationInfo sector) {
        if (!sector.sealRandEpoch().isBefore(call.now())) {
            throw Abort.illegalArgument("seal challenge epoch " + sector.sealRandEpoch() + " must be before now " + call.now());
        }
    }

    private void requireActivatable(SectorNIActivationInfo sector) {
        if (sector.sectorNumber() < 0) {
            throw Abort.illegalArgument(
                    "sector number " + Long.toUnsignedString(sector.sectorNumber()) + " out of range 0..(2^63-1)");
        }
        SectorLife.require(sector.expiration(), call.now(), call.now(), call.limits());
        if (!sector.sealer().equals(call.miner().id())) {
            throw Abort.illegalArgument("sealer must be the same as the receiver actor for all sectors");
        }
        if (sector.sectorNumber() != sector.sealingNumber()) {
            throw Abort.illegalArgument("sealing number must be same as sector number for all sectors");
        }
        if (!sector.sealedCid().isSealed()) {
            throw Abort.illegalArgument("sealed CID had wrong prefix");
        }
        ChainEpoch earliest = call.now().minus(call.limits().nonInteractiveLookback());
        if (sector.sealRandEpoch().isBefore(earliest)) {
            throw Abort.illegalArgument("seal challenge epoch " + sector.sealRandEpoch() + " too old, must be after " + earliest);
        }
    }

    private SealStatement statement(SectorNIActivationInfo sector) {
        Bytes ticket = call.scene().randomness().fromTickets(DomainSeparationTag.SEAL_RANDOMNESS, sector.sealRandEpoch(),
                Randomness.minerEntropy(call.miner().id()));
        return new SealStatement(type, call.miner().id(), sector.sealingNumber(), ticket, SEED, sector.sealedCid(),
                Commitments.zeroPiece(type.sectorSize().bytes()));
    }
}
