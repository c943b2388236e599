package io.sealstream.manager.whatif;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.SealProofType;
import io.sealstream.manager.domain.Event;
import io.sealstream.manager.domain.Purpose;
import io.sealstream.manager.domain.message.MessageEvent;
import io.sealstream.manager.domain.miner.MinerEvent;
import io.sealstream.manager.domain.sector.SectorEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The events of one miner, boiled down to sectors that come to their messages and to what became of those. */
public final class Recording {
    private final ActorId miner;
    private final Map<Long, SectorNotes> sectors = new LinkedHashMap<>();
    private final Map<String, MessageNotes> messages = new LinkedHashMap<>();
    private final Map<String, List<Long>> members = new LinkedHashMap<>();
    private ChainEpoch last = ChainEpoch.ZERO;

    public Recording(ActorId miner) {
        this.miner = miner;
    }

    /**
     * Takes one event; those of other miners and of other things are passed over.
     *
     * @param at head at which it was recorded
     */
    public void take(ChainEpoch at, Event event) {
        switch (event) {
            case SectorEvent e when e.sector().miner().equals(miner) -> sector(at, e);
            case MinerEvent.BatchFormed e when e.miner().equals(miner) -> members.put(e.intent(), e.sectors());
            case MessageEvent e -> message(e);
            default -> {
                return;
            }
        }
        last = last.max(at);
    }

    private void sector(ChainEpoch at, SectorEvent event) {
        long number = event.sector().number();
        if (event instanceof SectorEvent.SectorAllocated e) {
            SealProofType.of(e.sealProof()).ifPresent(type -> sectors.put(number, new SectorNotes(number, type)));
        }
        SectorNotes notes = sectors.get(number);
        if (notes != null) {
            note(notes, at, event);
        }
    }

    private static void note(SectorNotes notes, ChainEpoch at, SectorEvent event) {
        switch (event) {
            case SectorEvent.PiecesAdded e -> notes.pieces(e.pieces().size());
            case SectorEvent.Sealed e -> notes.sealed(at, e.ticketEpoch());
            case SectorEvent.PreCommitLanded e -> notes.preCommitted(e.preCommitEpoch());
            case SectorEvent.PreCommitMoved e -> notes.preCommitted(e.preCommitEpoch());
            case SectorEvent.Persisted e -> notes.persisted(at);
            case SectorEvent.Proved e -> notes.proved(at);
            case SectorEvent.Activated e -> notes.activated(e.activation());
            default -> {
                // Says nothing of the two messages.
            }
        }
    }

    private void message(MessageEvent event) {
        if (event instanceof MessageEvent.MessageQueued e && miner.equals(e.wanted().miner())
                && isCommitment(e.wanted().purpose())) {
            messages.put(e.intent(), new MessageNotes(e.wanted()));
        }
        MessageNotes notes = event instanceof MessageEvent.OfMessage e ? messages.get(e.intent()) : null;
        if (notes == null) {
            return;
        }
        switch (event) {
            case MessageEvent.MessageLanded e -> notes.landed(e.receipt());
            case MessageEvent.MessageReverted e -> notes.landed(null);
            case MessageEvent.MessageFailed e -> notes.failed();
            default -> {
                // On its way.
            }
        }
    }

    private static boolean isCommitment(Purpose purpose) {
        return purpose == Purpose.PRECOMMIT || purpose == Purpose.PROVE_COMMIT;
    }

    /** Whose events it is made of. */
    public ActorId miner() {
        return miner;
    }

    /** Last head at which something was recorded of the miner. */
    public ChainEpoch last() {
        return last;
    }

    /** The sectors that were sealed, in the order of their numbers given. */
    public List<Arrival> arrivals() {
        return sectors.values().stream().map(SectorNotes::arrival).flatMap(Optional::stream).toList();
    }

    Collection<SectorNotes> sectors() {
        return sectors.values();
    }

    /** Messages of batches, by intent. */
    Map<String, MessageNotes> messages() {
        return messages;
    }

    /** The sealed members of a message. */
    List<Arrival> members(String intent) {
        return members.getOrDefault(intent, List.of()).stream().map(sectors::get).filter(Objects::nonNull)
                .map(SectorNotes::arrival).flatMap(Optional::stream).toList();
    }
}
