package io.sealstream.manager.whatif;

/**
 * What a way of sending came to.
 *
 * @param waits both waits of each sector that landed both messages, together
 */
public record Outcome(String name, Tally preCommit, Tally proveCommit, Waits waits) {
    /** Both kinds of messages together; its waits are those of the sectors that landed both. */
    public Tally both() {
        return new Tally(preCommit.messages() + proveCommit.messages(), waits.sorted().size(),
                preCommit.exactGas() + proveCommit.exactGas(), preCommit.stateGas() + proveCommit.stateGas(),
                preCommit.burnt().plus(proveCommit.burnt()), waits, preCommit.nearExpiry() + proveCommit.nearExpiry(),
                preCommit.missed() + proveCommit.missed(), preCommit.failed() + proveCommit.failed());
    }
}
