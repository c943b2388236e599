package io.sealstream.signer.domain;

import io.sealstream.filecoin.Address;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which messages a rule is about. An empty set means no restriction.
 *
 * @param keys       senders
 * @param callers    who asks; a way without a name stands for all its callers
 * @param calls      what is called
 * @param actors     receivers of calls, as messages write them: {@code f01000} and the same actor's {@code f2…} are two texts
 * @param recipients receivers of plain sends, likewise
 */
public record Scope(Set<Address> keys, Set<Caller> callers, CallSet calls, Set<Address> actors, Set<Address> recipients) {
    public Scope {
        keys = Set.copyOf(keys);
        callers = Set.copyOf(callers);
        actors = Set.copyOf(actors);
        recipients = Set.copyOf(recipients);
    }

    boolean covers(Address key) {
        return keys.isEmpty() || keys.contains(key);
    }

    /** Empty where the message is one of these, else what is different. */
    Optional<String> mismatch(Question question) {
        Meaning meaning = question.meaning();
        if (!covers(question.content().sender())) {
            return Optional.of("for other keys");
        }
        if (!callers.isEmpty() && callers.stream().noneMatch(question.caller()::isWithin)) {
            return Optional.of("for other callers than " + question.caller().text());
        }
        if (!isAbout(meaning.call())) {
            return Optional.of("not about " + meaning.call().name());
        }
        return receiver(meaning.call()).isEmpty() || receiver(meaning.call()).contains(meaning.to())
                ? Optional.empty()
                : Optional.of("not for receiver " + meaning.to());
    }

    private boolean isAbout(Call call) {
        return call instanceof Call.NoOp ? calls.namesNoOps() : calls.covers(call);
    }

    private Set<Address> receiver(Call call) {
        return switch (call) {
            case Call.Send send -> recipients;
            case Call.NoOp noOp -> Set.of();
            case Call.Known known -> actors;
            case Call.Unknown unknown -> actors;
        };
    }

    /** For people: what it is about, without the keys. */
    String text() {
        return calls.text() + among(" to actors ", actors) + among("; sends only to ", recipients) + (callers.isEmpty()
                ? ""
                : "; asked by " + callers.stream().map(Caller::text).sorted().collect(Collectors.joining(", ")));
    }

    /** For people: the keys. */
    String keysText() {
        return keys.isEmpty() ? "every key" : among("", keys);
    }

    private static String among(String before, Set<Address> addresses) {
        return addresses.isEmpty()
                ? ""
                : before + new TreeSet<>(addresses).stream().map(Address::toString).collect(Collectors.joining(", "));
    }
}
