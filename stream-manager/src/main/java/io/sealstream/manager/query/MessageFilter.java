package io.sealstream.manager.query;

import org.jspecify.annotations.Nullable;

/**
 * Which messages a person wants to see; null means any.
 *
 * @param sender   lane
 * @param miner    miner the message is for
 * @param openOnly leave out those that are over
 */
public record MessageFilter(@Nullable String sender, @Nullable String miner, boolean openOnly) {
    /** Everything. */
    public static final MessageFilter ALL = new MessageFilter(null, null, false);

    boolean matchesSender(String lane) {
        return sender == null || sender.equals(lane);
    }

    /** True when the view is wanted. */
    public boolean matches(MessageView view) {
        return matchesSender(view.sender()) && (miner == null || miner.equals(view.miner())) && !(openOnly && view.isOver());
    }
}
