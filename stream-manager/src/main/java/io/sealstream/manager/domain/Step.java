package io.sealstream.manager.domain;

import io.sealstream.filecoin.ChainEpoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a machine: decide, fold, and the effects that follow from the change of state. An effect that stands anew is issued, a
 * task that stands no more is withdrawn, and a wake repeats what is due.
 *
 * @param state    state afterwards; null when there is none yet
 * @param events   what happened
 * @param effects  what must leave, in order
 * @param rejected why the command was refused, or null
 * @param wakeAt   epoch of the next wake, or null
 */
public record Step<S, E extends Event>(@Nullable S state, List<E> events, List<Effect> effects, @Nullable String rejected,
        @Nullable ChainEpoch wakeAt) {
    public Step {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }

    /**
     * Runs one step.
     *
     * @param wokenAfter for a wake: the epoch at which the timer was set; null for every other command
     */
    public static <S, C extends Command, E extends Event, X extends Context> Step<S, E> run(Machine<S, C, E, X> machine,
            @Nullable S before,
            C command, X context, @Nullable ChainEpoch wokenAfter) {
        Decision<E> decision = machine.decide(before, command, context);
        return switch (decision) {
            case Decision.Accepted<E> accepted -> accepted(machine, before, accepted, context, wokenAfter);
            case Decision.Rejected<E> rejected -> {
                Plan plan = before == null ? Plan.NOTHING : machine.plan(before, context);
                List<Effect> effects = new ArrayList<>(withoutStandingTasks(rejected.effects(), plan));
                repeat(plan, context.now(), wokenAfter, effects);
                yield new Step<>(before, List.of(), effects, rejected.reason(), plan.wakeAfter(context.now()).orElse(null));
            }
        };
    }

    private static <S, C extends Command, E extends Event, X extends Context> Step<S, E> accepted(Machine<S, C, E, X> machine,
            @Nullable S before, Decision.Accepted<E> decision, X context, @Nullable ChainEpoch wokenAfter) {
        @Nullable
        S after = before;
        for (E event : decision.events()) {
            after = machine.apply(after, event, context.now());
        }
        Plan old = before == null ? Plan.NOTHING : machine.plan(before, context);
        Plan plan = after == null ? Plan.NOTHING : machine.plan(after, context);
        List<Effect> effects = new ArrayList<>(withdrawn(old, plan));
        effects.removeAll(decision.effects());
        effects.addAll(withoutStandingTasks(decision.effects(), plan));
        Map<Object, Effect> stood = byName(old.standing().stream().map(Standing::effect).toList());
        plan.standing().stream().filter(s -> !s.effect().equals(stood.get(name(s.effect()))) && !s.from().isAfter(context.now()))
                .map(Standing::effect).forEach(effects::add);
        repeat(plan, context.now(), wokenAfter, effects);
        return new Step<>(after, decision.events(), List.copyOf(effects), null, plan.wakeAfter(context.now()).orElse(null));
    }

    /** Effects by name: a plan may hold thousands, and each is looked up among others. */
    private static Map<Object, Effect> byName(List<Effect> effects) {
        Map<Object, Effect> names = new HashMap<>();
        effects.forEach(e -> names.put(name(e), e));
        return names;
    }

    /** What no two effects of a plan have in common: the id of a request, else the effect itself. */
    private static Object name(Effect effect) {
        return switch (effect) {
            case Effect.AskChain ask -> ask.requestId();
            case Effect.SignMessage sign -> sign.requestId();
            case Effect other -> other;
        };
    }

    private static void repeat(Plan plan, ChainEpoch now, @Nullable ChainEpoch wokenAfter, List<Effect> effects) {
        if (wokenAfter == null) {
            return;
        }
        Map<Object, Effect> issued = byName(effects);
        for (Standing standing : plan.standing()) {
            boolean due = !standing.firstAfter(wokenAfter).isAfter(now);
            if (due && !standing.effect().equals(issued.put(name(standing.effect()), standing.effect()))) {
                effects.add(standing.effect());
            }
        }
    }

    private static List<Effect> withdrawn(Plan old, Plan plan) {
        List<Effect> gone = new ArrayList<>();
        for (Standing standing : old.standing()) {
            if (standing.effect() instanceof Effect.PutTask put
                    && !plan.holdsTask(put.task().ref().node(), put.task().ref().taskId())) {
                gone.add(new Effect.WithdrawTask(put.task().ref().node(), put.task().ref().taskId()));
            }
        }
        return gone;
    }

    /** An acknowledgement must never withdraw a task that still stands. */
    private static List<Effect> withoutStandingTasks(List<Effect> effects, Plan plan) {
        return effects.stream().filter(e -> !(e instanceof Effect.WithdrawTask w && plan.holdsTask(w.node(), w.taskId())))
                .toList();
    }

    public Optional<ChainEpoch> nextWake() {
        return Optional.ofNullable(wakeAt);
    }
}
