package io.sealstream.devnet.chain.vm;

import io.sealstream.filecoin.CommitmentGas;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.ProveCommitSectorsNIParams;
import io.sealstream.filecoin.actors.ProveReplicaUpdates3Params;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;

/**
 * Gas of reading and writing state: the one part that is modelled, since there is no FVM here (chain.md 5.7). Precommit and prove-commit are
 * fitted to the mainnet samples of FIP-0100 (one and four sectors, and four aggregated, within 10 %); the others have no samples and only have
 * a likely size.
 */
final class StateGas {
    private static final long WINDOW_POST = 34_000_000;
    private static final long WINDOW_POST_PARTITION = 12_000_000;
    private static final long DECLARATION = 25_000_000;
    private static final long DECLARATION_PARTITION = 12_000_000;
    private static final long REPLICA_UPDATE = 120_000_000;
    private static final long DISPUTE = 60_000_000;
    private static final long CREATE_MINER = 38_000_000;
    private static final long CHANGE_WORKER = 4_500_000;
    private static final long READ = 2 * GasPrices.BLOCK_READ;
    /** A block of a map with some entries of a hundred bytes. */
    private static final long MAP_BLOCK_BYTES = 500;
    private static final long MAP_READ = GasPrices.BLOCK_READ + GasPrices.BLOCK_READ_PER_BYTE * MAP_BLOCK_BYTES;
    private static final long MAP_WRITE = GasPrices.BLOCK_WRITE + GasPrices.BLOCK_WRITE_PER_BYTE * MAP_BLOCK_BYTES;
    /** Sender and receiver are looked up and written. */
    private static final long TRANSFER = 2 * (GasPrices.ACTOR_LOOKUP + GasPrices.ACTOR_UPDATE) + GasPrices.METHOD_CALL
            + GasPrices.TRANSFER;
    private static final long NEW_ACCOUNT = GasPrices.ACTOR_CREATE + GasPrices.ADDRESS_ASSIGN + GasPrices.ADDRESS_LOOKUP;

    private StateGas() {}

    /** Every message: sender and receiver, the call itself. */
    static long call(boolean createsAccount) {
        return TRANSFER + (createsAccount ? NEW_ACCOUNT : 0);
    }

    static long preCommit(PreCommitSectorBatchParams2 params) {
        return CommitmentGas.PRE_COMMIT_STATE + CommitmentGas.PRE_COMMIT_SECTOR_STATE * params.sectors().size();
    }

    static long proveCommit(ProveCommitSectors3Params params) {
        return CommitmentGas.PROVE_COMMIT_STATE + CommitmentGas.activations(params.sectorActivations().size());
    }

    static long proveCommitNI(ProveCommitSectorsNIParams params) {
        return CommitmentGas.PROVE_COMMIT_STATE + CommitmentGas.activations(params.sectors().size());
    }

    static long replicaUpdate(ProveReplicaUpdates3Params params) {
        return REPLICA_UPDATE + CommitmentGas.activations(params.sectorUpdates().size());
    }

    static long dispute() {
        return DISPUTE;
    }

    /** The market reads the proposals that precommits name. */
    static long verifyDeals(long deals) {
        return call(false) + MAP_READ * deals;
    }

    /** Each claim leaves one map of the verified registry and enters another. */
    static long claim(long claims) {
        return call(false) + 2 * (MAP_READ + MAP_WRITE) * claims;
    }

    static long windowPoSt(SubmitWindowedPoStParams params) {
        return WINDOW_POST + WINDOW_POST_PARTITION * params.partitions().size();
    }

    static long declareFaults(DeclareFaultsParams params) {
        return DECLARATION + DECLARATION_PARTITION * params.faults().size();
    }

    static long declareRecovered(DeclareFaultsRecoveredParams params) {
        return DECLARATION + DECLARATION_PARTITION * params.recoveries().size();
    }

    static long createMiner() {
        return CREATE_MINER;
    }

    static long changeWorker() {
        return CHANGE_WORKER;
    }

    static long read() {
        return READ;
    }
}
