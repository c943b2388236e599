package io.sealstream.devnet.chain.blocks;

import io.sealstream.devnet.chain.rules.ChainRules;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Gas;
import io.sealstream.filecoin.GasPrices;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.SignedMessage;
import io.sealstream.filecoin.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Messages that wait for a block (lotus {@code chain/messagepool}; chain.md 4.13, 5.3). Any thread may call. */
public final class MessagePool {
    private static final long MAX_NONCE_GAP = 4;
    private static final int MAX_PENDING_PER_SENDER = 1000;
    private static final long REPLACE_NUMERATOR = 110;
    private static final long REPLACE_DENOMINATOR = 100;
    private static final int MAX_BLOCK_MESSAGES = 10_000;
    private static final int MAX_KNOWN = 10_000;

    private final ChainRules rules;
    private final Signatures signatures;
    private final Withheld withheld = new Withheld();
    private final Map<Address, NavigableMap<Long, SignedMessage>> pending = new HashMap<>();
    /** The last messages taken, so that a replaced one can be found by the nonce of its successor. */
    private final Map<Cid, SignedMessage> taken = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cid, SignedMessage> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    public MessagePool(ChainRules rules, Signatures signatures) {
        this.rules = rules;
        this.signatures = signatures;
    }

    /** Whose messages blocks do not get. */
    public Withheld withheld() {
        return withheld;
    }

    /** Checks everything that depends on the message alone. */
    public void requireValid(SignedMessage signed) {
        Message message = signed.message();
        int size = signed.toCbor().length;
        if (size > rules.policy().limits().maxMessageBytes()) {
            throw new PoolRefusal("mpool message too large (" + size + "B): message too big");
        }
        if (message.value().isNegative() || message.value().compareTo(rules.totalSupply()) >= 0) {
            throw new PoolRefusal("mpool message not valid: 'Value' field is out of range");
        }
        long least = GasPrices.onChainMessage(signed.chainLength());
        if (message.gasLimit() > Gas.BLOCK_LIMIT || message.gasLimit() < least) {
            throw new PoolRefusal("mpool message not valid: 'GasLimit' field must be " + least + " to " + Gas.BLOCK_LIMIT
                    + ", not " + message.gasLimit());
        }
        requireFees(message);
        if (!message.from().isKey()) {
            throw new PoolRefusal("mpool message not valid: 'From' must be a key address, not " + message.from());
        }
        if (!signatures.verify(signed)) {
            throw new PoolRefusal("signature verification failed: the signature was not made by " + message.from());
        }
    }

    private static void requireFees(Message message) {
        if (message.gasFeeCap().compareTo(Gas.MIN_BASE_FEE) < 0) {
            throw new PoolRefusal("gas fee cap is below the minimum base fee: " + message.gasFeeCap() + " < " + Gas.MIN_BASE_FEE);
        }
        if (message.gasPremium().isNegative() || message.gasPremium().compareTo(message.gasFeeCap()) > 0) {
            throw new PoolRefusal("mpool message not valid: 'GasFeeCap' less than 'GasPremium'");
        }
    }

    /** Takes a message; repeated pushes of the same one are taken silently. */
    public synchronized void add(SignedMessage signed, ChainState state) {
        Message message = signed.message();
        Actor sender = state.find(message.from())
                .orElseThrow(() -> new PoolRefusal("not enough funds: actor not found: " + message.from()));
        NavigableMap<Long, SignedMessage> line = pending.getOrDefault(message.from(), new TreeMap<>());
        SignedMessage old = line.get(message.nonce());
        if (old != null && old.equals(signed)) {
            return;
        }
        requireNonce(message, sender, line);
        if (old != null) {
            requireBetter(message, old.message());
        } else if (line.size() >= MAX_PENDING_PER_SENDER) {
            throw new PoolRefusal("too many pending messages from " + message.from() + ": " + line.size());
        }
        TokenAmount bound = line.values().stream().filter(each -> each.message().nonce() != message.nonce())
                .map(each -> needs(each.message()))
                .reduce(TokenAmount.ZERO, TokenAmount::plus);
        if (sender.balance().compareTo(bound.plus(needs(message))) < 0) {
            throw new PoolRefusal("not enough funds: balance " + sender.balance() + ", pending messages need " + bound
                    + ", this one " + needs(message));
        }
        line.put(message.nonce(), signed);
        taken.put(signed.cid(), signed);
        pending.put(message.from(), line);
    }

    /** Takes messages back that a reorg threw out of the chain, unless another one waits in their place. */
    synchronized void restore(SignedMessage signed) {
        pending.computeIfAbsent(signed.message().from(), sender -> new TreeMap<>()).putIfAbsent(signed.message().nonce(), signed);
    }

    /**
     * Takes a message that was taken before, here or by another node, without looking at it again: what was acknowledged must not be lost
     * because the chain has gone on meanwhile. Only one whose nonce is used is let go.
     */
    public synchronized void readmit(SignedMessage signed, ChainState state) {
        Message message = signed.message();
        taken.put(signed.cid(), signed);
        if (Long.compareUnsigned(message.nonce(), state.find(message.from()).map(Actor::nonce).orElse(0L)) >= 0) {
            pending.computeIfAbsent(message.from(), sender -> new TreeMap<>()).put(message.nonce(), signed);
        }
    }

    /** Loses everything that waits, as a node does that restarts without its message pool. */
    public synchronized void clear() {
        pending.clear();
        taken.clear();
    }

    private static TokenAmount needs(Message message) {
        return message.maxFee().plus(message.value());
    }

    private static void requireNonce(Message message, Actor sender, NavigableMap<Long, SignedMessage> line) {
        if (Long.compareUnsigned(message.nonce(), sender.nonce()) < 0) {
            throw new PoolRefusal(
                    "message nonce too low: minimum expected nonce is " + sender.nonce() + ", got " + message.nonce());
        }
        long next = next(sender.nonce(), line);
        if (Long.compareUnsigned(message.nonce(), next + MAX_NONCE_GAP) > 0) {
            throw new PoolRefusal("message nonce has too big a gap from expected nonce: expected " + next + ", got "
                    + Long.toUnsignedString(message.nonce()));
        }
    }

    private static void requireBetter(Message message, Message old) {
        TokenAmount least = old.gasPremium().scaled(REPLACE_NUMERATOR, REPLACE_DENOMINATOR).plus(TokenAmount.ofAtto(1));
        if (message.gasPremium().compareTo(least) < 0) {
            throw new PoolRefusal("replace by fee has too low GasPremium: a message with nonce " + message.nonce()
                    + " is pending, to replace it "
                    + "the premium must be at least " + least);
        }
    }

    private static long next(long stateNonce, NavigableMap<Long, SignedMessage> line) {
        long next = stateNonce;
        while (line.containsKey(next)) {
            next++;
        }
        return next;
    }

    /** The nonce a new message of the sender should have. */
    public synchronized long nextNonce(Address sender, ChainState state) {
        long nonce = state.find(sender).orElseThrow(() -> new PoolRefusal("actor not found: " + sender)).nonce();
        return next(nonce, pending.getOrDefault(sender, new TreeMap<>()));
    }

    /** All messages, by sender and nonce. */
    public synchronized List<SignedMessage> pending() {
        return pending.values().stream().flatMap(line -> line.values().stream()).toList();
    }

    /** The pending messages of a sender that can be executed one after the other, in order. */
    public synchronized List<SignedMessage> ready(Address sender, ChainState state) {
        NavigableMap<Long, SignedMessage> line = pending.getOrDefault(sender, new TreeMap<>());
        List<SignedMessage> ready = new ArrayList<>();
        long nonce = state.find(sender).map(Actor::nonce).orElse(0L);
        while (line.containsKey(nonce)) {
            ready.add(line.get(nonce++));
        }
        return ready;
    }

    /** A message taken since the start that is pending or was replaced. */
    public synchronized Optional<SignedMessage> known(Cid cid) {
        return Optional.ofNullable(taken.get(cid));
    }

    public synchronized boolean isEmpty() { return pending.isEmpty(); }

    /** Forgets what a state has made impossible: messages whose nonce is used. */
    public synchronized void settle(ChainState state) {
        pending.forEach((sender, line) -> line.headMap(state.find(sender).map(Actor::nonce).orElse(0L)).clear());
        pending.values().removeIf(Map::isEmpty);
    }

    /** The messages of the next block: by effective premium, each sender's in nonce order, within a block's gas and count. */
    public synchronized List<SignedMessage> select(ChainState state, TokenAmount baseFee) {
        Map<Address, List<SignedMessage>> lines = new HashMap<>();
        pending.keySet().stream().filter(sender -> !withheld.holds(sender))
                .forEach(sender -> lines.put(sender, affordable(ready(sender, state), state, baseFee)));
        List<SignedMessage> chosen = new ArrayList<>();
        long gas = 0;
        Comparator<SignedMessage> order = Comparator
                .comparing((SignedMessage each) -> Gas.Weight.of(each.message(), baseFee).premium())
                .thenComparing(each -> each.message().from(), Comparator.reverseOrder());
        Optional<SignedMessage> best = best(lines, order);
        while (best.isPresent() && chosen.size() < MAX_BLOCK_MESSAGES
                && gas + best.get().message().gasLimit() <= Gas.BLOCK_LIMIT) {
            chosen.add(best.get());
            gas += best.get().message().gasLimit();
            lines.computeIfPresent(best.get().message().from(), (sender, line) -> line.subList(1, line.size()));
            best = best(lines, order);
        }
        return chosen;
    }

    private static Optional<SignedMessage> best(Map<Address, List<SignedMessage>> lines, Comparator<SignedMessage> order) {
        return lines.values().stream().filter(line -> !line.isEmpty()).map(List::getFirst).max(order);
    }

    /** The first messages of a line that the sender can pay and that meet the base fee. */
    private static List<SignedMessage> affordable(List<SignedMessage> ready, ChainState state, TokenAmount baseFee) {
        List<SignedMessage> affordable = new ArrayList<>();
        TokenAmount spent = TokenAmount.ZERO;
        for (SignedMessage each : ready) {
            spent = spent.plus(needs(each.message()));
            boolean paid = state.find(each.message().from()).map(Actor::balance).orElse(TokenAmount.ZERO).compareTo(spent) >= 0;
            if (!paid || each.message().gasFeeCap().compareTo(baseFee) < 0) {
                break;
            }
            affordable.add(each);
        }
        return affordable;
    }
}
