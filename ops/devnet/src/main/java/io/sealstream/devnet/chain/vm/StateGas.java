package io.sealstream.devnet.chain.vm;

import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.actors.DeclareFaultsParams;
import io.sealstream.filecoin.actors.DeclareFaultsRecoveredParams;
import io.sealstream.filecoin.actors.PreCommitSectorBatchParams2;
import io.sealstream.filecoin.actors.ProveCommitSectors3Params;
import io.sealstream.filecoin.actors.SubmitWindowedPoStParams;

/**
 * Gas of reading and writing state: the one part that is modelled, since there is no FVM here (chain.md 5.7). Precommit and prove-commit are
 * fitted to the mainnet samples of FIP-0100 (one and four sectors, within 10 %); the others have no samples and only have a likely size.
 */
final class StateGas {
    private static final long PRE_COMMIT = 14_400_000;
    private static final long PRE_COMMIT_SECTOR = 530_000;
    private static final long PROVE_COMMIT = 161_300_000;
    private static final long PROVE_COMMIT_SECTOR = 61_200_000;
    private static final long WINDOW_POST = 34_000_000;
    private static final long WINDOW_POST_PARTITION = 12_000_000;
    private static final long DECLARATION = 25_000_000;
    private static final long DECLARATION_PARTITION = 12_000_000;
    private static final long CREATE_MINER = 38_000_000;
    private static final long CHANGE_WORKER = 4_500_000;
    private static final long READ = 2 * GasPrices.BLOCK_READ;
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
        return PRE_COMMIT + PRE_COMMIT_SECTOR * params.sectors().size();
    }

    static long proveCommit(ProveCommitSectors3Params params) {
        return PROVE_COMMIT + PROVE_COMMIT_SECTOR * params.sectorActivations().size();
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
