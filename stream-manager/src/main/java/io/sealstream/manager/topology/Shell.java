package io.sealstream.manager.topology;

import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.manager.wire.Addressed;
import io.sealstream.manager.wire.BadRecordException;
import io.sealstream.manager.wire.Commands;
import io.sealstream.manager.wire.Head;
import io.sealstream.manager.wire.Outgoing;
import io.sealstream.manager.wire.Rejections;
import io.sealstream.manager.wire.StateFormatException;
import io.sealstream.schemas.DeadLetters;
import io.sealstream.schemas.Partitions;
import io.sealstream.schemas.Serdes;
import io.sealstream.schemas.Topic;
import io.sealstream.schemas.Topics;
import io.sealstream.schemas.UndecodableException;
import io.sealstream.schemas.avro.ChainHead;
import io.sealstream.schemas.registry.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The shell around the pure machines of one partition: decode, decide over a queue of commands, fold, encode, all in memory; then puts and
 * forwards. Runs the same in Kafka Streams and over an in-memory log.
 *
 * <p>Called by one thread at a time, once per record. What is unreadable, stands in the wrong partition or leads to more than a record may
 * hold goes to {@code dead.letter}; so does a record that leads to a bug, and then nothing else has happened. What is refused goes to {@code rejection}. Failures of stores and output
 * pass through, and so do a silent registry and a store of another format: the caller aborts the transaction and tries again.
 */
public final class Shell {
    private final Family family;
    private final Serdes serdes;
    private final int partitions;
    private final StateStore stores;
    private final Output output;
    private final Alarm alarm;
    private final StateMemo memo = new StateMemo();

    Shell(Family family, Serdes serdes, int partitions, StateStore stores, Output output, Alarm alarm) {
        this.family = family;
        this.serdes = serdes;
        this.partitions = partitions;
        this.stores = stores;
        this.output = output;
        this.alarm = alarm;
    }

    /** Everything that is done after a record is decided. */
    private record Changes(List<Unit.Put> puts, List<Encoded> records) {}

    /** Handles one record. */
    public void process(Inbound in) {
        apply(changes(in));
    }

    private Changes changes(Inbound in) {
        try {
            return decided(in, unit -> begin(unit, in));
        } catch (RegistryException | StateFormatException e) {
            throw e;
        } catch (UndecodableException | BadRecordException | TooLargeException e) {
            alarm.unreadable(in, String.valueOf(e.getMessage()));
            return dead(in, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            alarm.bug(in, e);
            return dead(in, "a bug, nothing was changed: " + e);
        }
    }

    private Changes decided(Inbound in, Consumer<Unit> begin) {
        Unit unit = new Unit(stores, memo, partitions, head().epoch(), in.cause());
        begin.accept(unit);
        Rejections.Origin origin = new Rejections.Origin(in.topic(), in.partition(), in.offset(),
                DeadLetters.key(in.key()));
        for (Pending next = unit.next(); next != null; next = unit.next()) {
            Pending taken = next;
            family.take(unit, taken).ifPresent(reason -> reject(unit, in, origin, taken, reason));
        }
        return encode(unit);
    }

    private void reject(Unit unit, Inbound in, Rejections.Origin origin, Pending refused, String reason) {
        String name = refused.command().name();
        alarm.rejected(in, name, reason);
        SpecificRecord record = refused.record();
        unit.send(record == null ? Rejections.ofInner(origin, name, reason) : Rejections.of(origin, record, reason));
    }

    private void begin(Unit unit, Inbound in) {
        Topic topic = Topics.byName(in.topic())
                .orElseThrow(() -> new UndecodableException("topic " + in.topic() + " is not ours"));
        SpecificRecord record = serdes.decoder().deserialize(in.topic(), in.headers(), in.value());
        if (record == null) {
            throw new UndecodableException("a record without a value means nothing in " + in.topic());
        }
        if (record instanceof ChainHead head) {
            follow(unit, Head.of(head));
            return;
        }
        String key = in.keyText();
        if (!Partitions.belongs(topic, key, in.partition(), partitions)) {
            throw new UndecodableException(
                    "key \"" + DeadLetters.key(in.key()) + "\" does not belong in partition " + in.partition() + " of "
                            + partitions);
        }
        Addressed command = Commands.read(topic, key, record);
        unit.enqueue(command.target(), command.command(), record, null);
    }

    /** A new head moves the clock and wakes whoever is due; a repeat does nothing. */
    private void follow(Unit unit, Head head) {
        if (head.sequence() <= head().sequence()) {
            return;
        }
        unit.put(family.book().head(), Stores.HEAD_KEY, head);
        family.heard(unit, head);
        unit.advance(head.epoch());
        ChainEpoch revertedTo = head.revertedTo();
        if (revertedTo != null) {
            family.reorg(unit, revertedTo);
        }
        for (Timers.Due due : Timers.due(stores, family.book().timers(), head.epoch())) {
            unit.enqueue(due.target(), new Wakeup(), null, due.setAt());
        }
    }

    private Head head() {
        byte[] bytes = stores.get(family.book().head().store(), Stores.HEAD_KEY);
        return bytes == null
                ? new Head(0, ChainEpoch.ZERO, List.of(), TokenAmount.ZERO, 0, null)
                : memo.decode(family.book().head(), Stores.HEAD_KEY, bytes);
    }

    private Changes encode(Unit unit) {
        List<Unit.Put> puts = new ArrayList<>(unit.puts());
        List<Encoded> records = new ArrayList<>();
        for (Unit.Leaving leaving : unit.leaving()) {
            Encoded encoded = Encoded.of(leaving.outgoing(), serdes, partitions);
            records.add(encoded);
            if (leaving.historyKey() != null) {
                puts.add(new Unit.Put(Stores.HISTORY, leaving.historyKey(), encoded.value()));
            }
        }
        puts.forEach(put -> TooLargeException.check(output, "store " + put.store(), put.key(), put.value()));
        records.forEach(r -> TooLargeException.check(output, r.topic().name(), r.key(), r.value()));
        return new Changes(puts, records);
    }

    private Changes dead(Inbound in, String reason) {
        Outgoing letter = new Outgoing(Topics.DEAD_LETTER, DeadLetters.key(in.key()), in.partition(),
                DeadLetters.of(in.topic(), in.partition(), in.offset(), in.key(), in.value(), reason));
        return new Changes(List.of(), List.of(Encoded.of(letter, serdes, partitions)));
    }

    private void apply(Changes changes) {
        changes.puts().forEach(put -> stores.put(put.store(), put.key(), put.value()));
        changes.records().forEach(r -> r.leaveBy(output));
    }
}
