package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Signature;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.domain.ChainQuestion;
import io.sealstream.manager.domain.Effect;
import io.sealstream.manager.domain.Effect.Receipt;
import io.sealstream.manager.domain.message.MessageEvent.MessageFilled;
import io.sealstream.manager.domain.message.MessageEvent.MessageSigned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One lane with a chain, a message pool and a signer around it, all driven by a seed: answers come late or never, the base fee jumps, the pool
 * forgets, tipsets are taken back, somebody else sends with the key. What is executed is judged at once.
 */
final class LaneWorld {
    /** Tipsets that a reorg takes back at most: less than any confidence. */
    private static final int DEEPEST = 3;
    private static final long USED = 900;
    private static final int MOST_PER_TIPSET = 3;

    /** What a tipset executed. */
    private record Block(long height, List<SignedMessage> messages, TokenAmount baseFee) {}

    final Lane lane = new Lane();
    final Random random;
    boolean calm;
    boolean locked;
    int foreign;
    int landed;
    int reverted;
    private final List<Block> chain = new ArrayList<>();
    private final TreeMap<Long, SignedMessage> pool = new TreeMap<>();
    private final Map<Cid, String> ours = new HashMap<>();
    private final Map<Cid, Boolean> empty = new HashMap<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final List<LaneCommand> answers = new ArrayList<>();
    private int seen;

    LaneWorld(long seed) {
        this.random = new Random(seed);
        chain.add(new Block(lane.now.value(), List.of(), lane.baseFee));
    }

    boolean chance(int oneOf) {
        return !calm && random.nextInt(oneOf) == 0;
    }

    /** One command, and whatever follows from it. */
    void step(LaneCommand command) {
        settle(lane.step(command).effects());
    }

    private void settle(List<Effect> effects) {
        for (; seen < lane.log.size(); seen++) {
            remember(lane.log.get(seen));
        }
        effects.forEach(this::perform);
    }

    private void remember(MessageEvent event) {
        if (event instanceof MessageFilled e) {
            empty.put(e.fill().messageCid(), e.fill().empty());
        } else if (event instanceof MessageSigned e) {
            ours.put(e.cid(), e.intent());
        }
    }

    /** A head: answers that are due, a tipset or a reorg, and a wake. */
    void epoch() {
        List<LaneCommand> due = new ArrayList<>(answers);
        answers.clear();
        for (LaneCommand answer : due) {
            if (chance(3)) {
                answers.add(answer);
            } else if (!chance(9)) {
                step(answer);
            }
        }
        if (!calm) {
            baseFee();
        }
        if (chance(12) && chain.size() > DEEPEST + 1) {
            reorg(1 + random.nextInt(DEEPEST));
        }
        mine();
        settle(lane.head(head().height()));
        if (chance(20)) {
            pool.clear();
        }
        if (chance(25)) {
            strangerSends();
        }
    }

    /** A day passes without a tipset. */
    void skipADay() {
        chain.add(new Block(head().height() + Ledger.DAY + Ledger.PART, List.of(), lane.baseFee));
    }

    private void baseFee() {
        long now = lane.baseFee.atto().longValueExact();
        long next = random.nextInt(40) == 0 ? now * 20 : now * (90 + random.nextInt(20)) / 100;
        lane.baseFee = TokenAmount.ofAtto(Math.clamp(next, 100, 20_000));
    }

    private Block head() {
        return chain.getLast();
    }

    private long stateNonce() {
        return chain.stream().mapToLong(b -> b.messages().size()).sum();
    }

    private void mine() {
        List<SignedMessage> taken = new ArrayList<>();
        long nonce = stateNonce();
        while (taken.size() < MOST_PER_TIPSET && pool.containsKey(nonce)
                && pool.get(nonce).message().gasFeeCap().compareTo(lane.baseFee) >= 0 && !chance(5)) {
            taken.add(pool.remove(nonce++));
        }
        chain.add(new Block(head().height() + 1, taken, lane.baseFee));
        taken.forEach(this::executed);
    }

    private void executed(SignedMessage message) {
        String intent = ours.get(message.cid());
        if (intent == null && message.message().to().equals(Lane.MINER.address()) && message.message().method() != 0) {
            throw new AssertionError("a message was executed that the log does not hold: " + message.message());
        }
        if (intent != null && !empty.getOrDefault(message.message().cid(), false)) {
            landed++;
            if (effects.merge(intent, 1, Integer::sum) > 1) {
                throw new AssertionError(intent + " landed twice");
            }
        }
    }

    private void reorg(int depth) {
        for (int i = 0; i < depth; i++) {
            for (SignedMessage message : chain.removeLast().messages()) {
                String intent = ours.get(message.cid());
                if (intent != null && !empty.getOrDefault(message.message().cid(), false)) {
                    effects.merge(intent, -1, Integer::sum);
                    reverted++;
                }
                if (!chance(3)) {
                    pool.put(message.message().nonce(), message);
                }
            }
        }
        step(new LaneCommand.HeedReorg(ChainEpoch.of(head().height())));
        for (int i = 1; i < depth; i++) {
            mine();
        }
    }

    private long poolNonce() {
        long nonce = stateNonce();
        while (pool.containsKey(nonce)) {
            nonce++;
        }
        return nonce;
    }

    /** Somebody uses the key outside: the next nonce, or one that is ours. */
    private void strangerSends() {
        long nonce = random.nextBoolean() ? poolNonce() : stateNonce();
        long feeCap = random.nextBoolean() ? 100_000 : 100;
        Message message = Message.call(Address.id(99), Lane.SENDER, TokenAmount.ofAtto(++foreign), 0, Bytes.EMPTY)
                .withNonce(nonce)
                .withGas(Lane.GAS, TokenAmount.ofAtto(feeCap), TokenAmount.ofAtto(random.nextInt(100)));
        push(new SignedMessage(message, Signature.bls(new byte[96])));
    }

    /** Takes a message as a pool does; false when it refuses. */
    private boolean push(SignedMessage message) {
        long nonce = message.message().nonce();
        if (nonce < stateNonce()) {
            return false;
        }
        SignedMessage old = pool.get(nonce);
        boolean better = old == null || old.equals(message) || message.message().gasPremium()
                .compareTo(old.message().gasPremium().scaled(125, 100).plus(TokenAmount.ofAtto(1))) >= 0;
        if (better) {
            pool.put(nonce, message);
        }
        return better;
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.SignMessage sign) {
            answers.add(signed(sign));
        } else if (effect instanceof Effect.AskChain ask) {
            answers.add(chance(8) ? failed(ask) : answer(ask));
        }
    }

    private LaneCommand failed(Effect.AskChain ask) {
        return new LaneCommand.HearFailure(Lane.SENDER, ask.requestId(), ask.question().getClass().getSimpleName(), "timed out",
                true, 0);
    }

    private LaneCommand signed(Effect.SignMessage sign) {
        if (locked) {
            return new LaneCommand.RefuseSignature(sign.requestId(), sign.intent(), true, false, "LOCKED",
                    "the wallet is locked");
        }
        return new LaneCommand.AcceptSignature(sign.requestId(), sign.intent(), sign.cid(), Lane.BLS, Bytes.of(new byte[96]));
    }

    private LaneCommand answer(Effect.AskChain ask) {
        return switch (ask.question()) {
            case ChainQuestion.EstimateMessage q -> new LaneCommand.FillMessage(ask.requestId(), q.intent(), Lane.GAS,
                    lane.baseFee.times(3).plus(TokenAmount.ofAtto(50)), TokenAmount.ofAtto(50), poolNonce(), lane.baseFee);
            case ChainQuestion.PushMessage q -> push(SignedMessage.fromCbor(q.signedMessage().toArray()))
                    ? new LaneCommand.ConfirmPush(ask.requestId(), q.intent(), q.cid())
                    : failed(ask);
            case ChainQuestion.SearchMessage q -> located(ask.requestId(), q);
            default -> throw new AssertionError("a lane does not ask " + ask.question());
        };
    }

    private LaneCommand located(String requestId, ChainQuestion.SearchMessage q) {
        @Nullable
        Block holder = null;
        @Nullable
        SignedMessage found = null;
        for (Block block : chain.subList(0, chain.size() - 1)) {
            for (SignedMessage message : block.messages()) {
                if (message.message().nonce() == q.nonce()) {
                    holder = block;
                    found = message;
                }
            }
        }
        long visible = stateNonce() - head().messages().size();
        return found == null || holder == null
                ? new LaneCommand.LocateMessage(requestId, q.intent(), null, Receipt.NONE, TokenAmount.ZERO, visible,
                        ChainEpoch.of(head().height()))
                : new LaneCommand.LocateMessage(requestId, q.intent(), found.cid(),
                        new Receipt(holder.height() + 1, 0, Bytes.EMPTY, USED), holder.baseFee(), visible,
                        ChainEpoch.of(head().height()));
    }
}
