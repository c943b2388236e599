package io.sealstream.manager.domain.message;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.Cid;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.actors.Method;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.Bytes;
import io.sealstream.manager.domain.Effect.Intent;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.message.MessageState.AwaitingConfidence;
import io.sealstream.manager.domain.message.MessageState.AwaitingLanding;
import io.sealstream.manager.domain.message.MessageState.AwaitingPush;
import io.sealstream.manager.domain.message.MessageState.AwaitingSignature;
import io.sealstream.manager.domain.message.MessageState.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message of a lane: what is wanted, and where it stands.
 *
 * @param versions   signed versions for its nonce, oldest first; any of them may land. Of a final message the landed one
 * @param wanted     the version that is to be signed, or null
 * @param generation number of its last version
 * @param hold       why it is kept back, or is not replaced; null for neither
 * @param revoked    why a transfer of nothing takes its place, or null
 */
public record LaneMessage(Intent intent, MessageState state, List<Signed> versions, @Nullable Fill wanted, int generation,
        @Nullable Hold hold, @Nullable Revoked revoked) {
    public LaneMessage {
        versions = List.copyOf(versions);
    }

    static LaneMessage queued(Intent intent, ChainEpoch at) {
        return new LaneMessage(intent, new Queued(at), List.of(), null, 0, null, null);
    }

    // ---- changes

    LaneMessage in(MessageState next) {
        return new LaneMessage(intent, next, versions, wanted, generation, hold, revoked);
    }

    /** A version is to be signed: the first one, or one in place of others. */
    LaneMessage filled(Fill fill, ChainEpoch at) {
        return new LaneMessage(intent, versions.isEmpty() ? new AwaitingSignature(at) : state, versions, fill, fill.generation(),
                null,
                revoked);
    }

    LaneMessage signed(Signed version) {
        List<Signed> next = new ArrayList<>(versions);
        next.add(version);
        return new LaneMessage(intent, new AwaitingPush(version.since()), next, null, generation, hold, revoked);
    }

    LaneMessage held(Hold why) {
        return new LaneMessage(intent, state, versions, null, generation, why, revoked);
    }

    LaneMessage revoked(Revoked why) {
        return new LaneMessage(intent, state, versions, wanted, generation, null, why);
    }

    /** As an operator wants it: looked at again, for another fee where one is given. */
    LaneMessage ordered(@Nullable TokenAmount maxFee) {
        return new LaneMessage(maxFee == null ? intent : Terms.upTo(intent, maxFee), state, versions, wanted, generation, null,
                revoked);
    }

    /** Its nonce is lost. */
    LaneMessage displaced(ChainEpoch at) {
        return new LaneMessage(intent, new Queued(at), List.of(), null, generation, null, null);
    }

    /** Over: only what landed is kept. */
    LaneMessage over(MessageState end, List<Signed> landed) {
        return new LaneMessage(intent, end, landed, null, generation, null, revoked);
    }

    // ---- questions

    /** The message as it is estimated: nonce and gas zero. */
    Message unsigned() {
        return Message.call(intent.to(), intent.sender(), intent.value(), intent.method(), intent.params());
    }

    /** What takes its place when it is revoked. */
    Message empty() {
        return Message.call(intent.sender(), intent.sender(), TokenAmount.ZERO, Method.SEND, Bytes.EMPTY);
    }

    /** The message as it is signed. */
    Message filled(Fill fill) {
        return (fill.empty() ? empty() : unsigned()).withNonce(fill.nonce())
                .withGas(fill.gasLimit(), fill.gasFeeCap(), fill.gasPremium());
    }

    /** All versions that are signed or may be. */
    Stream<Fill> fills() {
        return Stream.concat(versions.stream().map(Signed::fill), Stream.ofNullable(wanted));
    }

    /** Its nonce, once it has one. */
    public Optional<Long> nonce() {
        return fills().map(Fill::nonce).findFirst();
    }

    /** The newest signed version. */
    public Optional<Signed> newest() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    Optional<Signed> version(Cid cid) {
        return versions.stream().filter(v -> v.cid().equals(cid)).findFirst();
    }

    /** True when it is signed and has no receipt. */
    boolean isPending() {
        return state instanceof AwaitingPush || state instanceof AwaitingLanding;
    }

    /** True when it has a nonce and no receipt. */
    boolean isInFlight() {
        return isPending() || state instanceof AwaitingSignature;
    }

    /** Most it can still cost, or what it has cost so far. */
    TokenAmount reserve() {
        if (state instanceof AwaitingConfidence s) {
            return version(s.cid()).map(v -> v.cost(s.receipt())).orElse(TokenAmount.ZERO);
        }
        return isInFlight() ? fills().map(Fill::maxFee).reduce(TokenAmount.ZERO, TokenAmount::max) : TokenAmount.ZERO;
    }

    /** True for a proof of a deadline: no limit holds it. */
    public boolean isPoSt() {
        return intent.purpose() == Purpose.WINDOW_POST;
    }

    boolean isExpired(ChainEpoch now) {
        return intent.validUntil() != 0 && now.value() > intent.validUntil();
    }

    /** True when the transfer of nothing that is to take its place has no gas yet. */
    boolean needsEmptyFill() {
        return revoked != null && isInFlight() && fills().noneMatch(Fill::empty);
    }

    /** True when the signer is to be asked for the wanted version. */
    boolean isToBeSigned() {
        return wanted != null && isInFlight() && (revoked == null || wanted.empty());
    }

    /** True when it is over. */
    public boolean isOver() {
        return state instanceof MessageState.Final || state instanceof MessageState.Failed;
    }
}
