package io.sealstream.manager.simulation;

/** What may go wrong around the managers. A seed draws which of these its run has. */
enum Fault {
    /** A manager dies, its open transactions with it, and comes back without its stores. */
    MANAGER_KILLED,
    /** A manager stops longer than its session lasts and then goes on as if nothing had happened. */
    MANAGER_PAUSED,
    /** A manager joins or leaves in good order. */
    MANAGER_JOINS,
    /** The committed offsets of the managers are lost: everything is read again from the beginning. */
    OFFSETS_RESET,
    /** All managers are stopped, and their stores are rebuilt from the events. */
    STORES_REBUILT,
    /** The chain edge dies; requests under way are forgotten and taken up again from the committed offset. */
    EDGE_KILLED,
    /** The signer dies between request and reply. */
    SIGNER_KILLED,
    /** The keys are locked for a while. */
    SIGNER_LOCKED,
    /** A sealer dies and comes back with its journal. */
    SEALER_KILLED,
    /** A sealer is cut off from the broker and works on. */
    SEALER_CUT_OFF,
    /** A sealer comes back without its scratch disk. */
    SCRATCH_LOST,
    /** Two sealers with one name. */
    SEALER_TWICE,
    /** A sealer makes a wrong proof. */
    WRONG_PROOF,
    /** A step fails on its node. */
    STEP_FAILS,
    /** C2 never succeeds on any node. */
    STEP_NEVER_WORKS,
    /** The clocks of the nodes differ by minutes. */
    CLOCKS_DIFFER,
    /** The chain throws tipsets out. */
    REORG,
    /** Epochs without blocks. */
    NULL_ROUNDS,
    /** The base fee rises far above the fee cap and comes back. */
    BASE_FEE,
    /** The chain node loses its message pool. */
    POOL_LOST,
    /** The chain node is not reached. */
    CHAIN_UNREACHABLE,
    /** The chain node takes a message, and the answer is lost. */
    PUSH_AMBIGUOUS,
    /** The chain node that is asked lags behind the others. */
    CHAIN_LAGS,
    /** The broker is not reached. */
    BROKER_UNREACHABLE,
    /** Records are delivered twice. */
    DUPLICATES,
    /** Records come late and in another order. */
    DELAYS,
    /** Answers and results are lost on their way to the log. */
    DROPS,
    /** An operator gives a sector up, asks for more, repeats himself. */
    OPERATOR_ACTS,
    /** An operator pauses lanes, and has messages sent again, replaced and cancelled. */
    LANES_ORDERED,
    /** The base fee moves within the caps: calm, fiftyfold for hours, rising, falling. */
    FEES,
    /** The senders of commitments have little money; somebody looks after it now and then. */
    MONEY_LOW,
    /** Somebody uses a key of the cluster elsewhere. */
    KEY_USED_OUTSIDE,
    /** The owner names other control addresses. */
    KEYS_CHANGED,
    /** Somebody precommits a number that the cluster has given to a sector of its own. */
    NUMBER_TAKEN,
    /** The signer refuses a message for good. */
    SIGNER_REFUSES,
    /** The chain node estimates too little gas. */
    GAS_SHORT,
    /** A WindowPoSt comes when its window closes, two epochs before or after. */
    POST_LATE,
    /** Epochs go by while nobody can work, until a clock of a sector runs out, two epochs before or after. */
    CLOCKS_RUN_OUT
}
