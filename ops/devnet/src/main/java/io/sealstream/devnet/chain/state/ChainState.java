package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.miner.CronEvent;
import io.sealstream.devnet.chain.miner.Miner;
import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.AddressBook;
import io.sealstream.devnet.chain.rules.Claims;
import io.sealstream.devnet.chain.rules.Power;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.NetworkEconomy;
import io.sealstream.filecoin.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the chain knows after some tipset. A state that others may read is never changed: work on a {@link #fork} and publish that.
 * Forks share what they do not change, so the states of thousands of tipsets cost little.
 */
public final class ChainState implements AddressBook, Claims {
    /** Ids below this are system actors. */
    public static final long FIRST_ID = 1000;
    /** {@code CONSENSUS_MINER_MIN_MINERS}. */
    private static final long CONSENSUS_MINERS = 4;

    private NavigableMap<Long, Actor> actors;
    private Map<Address, Long> ids;
    private NavigableMap<Long, Miner> miners;
    private NavigableMap<Long, Power> claims;
    private NavigableMap<Long, List<CronEvent>> cron;
    private Power totalPower;
    private TokenAmount pledgeTotal;
    private NetworkTotals totals;
    private long nextId;
    private @Nullable NetworkEconomy economy;
    private VerifiedRegistry registry;
    private Market market;

    public ChainState() {
        actors = new TreeMap<>();
        ids = new HashMap<>();
        miners = new TreeMap<>();
        claims = new TreeMap<>();
        cron = new TreeMap<>();
        totalPower = Power.ZERO;
        pledgeTotal = TokenAmount.ZERO;
        totals = NetworkTotals.NONE;
        nextId = FIRST_ID;
        registry = VerifiedRegistry.NONE;
        market = Market.NONE;
    }

    private ChainState(ChainState other) {
        actors = new TreeMap<>(other.actors);
        ids = other.ids;
        miners = new TreeMap<>(other.miners);
        claims = other.claims;
        cron = new TreeMap<>(other.cron);
        totalPower = other.totalPower;
        pledgeTotal = other.pledgeTotal;
        totals = other.totals;
        nextId = other.nextId;
        economy = other.economy;
        registry = other.registry;
        market = other.market;
    }

    /** A copy to be changed. */
    public ChainState fork() {
        return new ChainState(this);
    }

    /** Adds a system actor or a genesis account with a known id. */
    public void install(Actor actor) {
        actors.put(actor.id(), actor);
        if (actor.robust() != null) {
            name(actor.robust(), actor.id());
        }
    }

    private void name(Address robust, long id) {
        ids = new HashMap<>(ids);
        ids.put(robust, id);
    }

    /** Creates the account of a key address. */
    public Actor createAccount(Address key) {
        Actor account = new Actor(nextId++, Actor.Kind.ACCOUNT, key, 0, TokenAmount.ZERO);
        install(account);
        return account;
    }

    /** Creates the account of a key address with money from nowhere, as only a genesis may. */
    public void endow(Address key, TokenAmount balance) {
        install(createAccount(key).withBalance(balance));
    }

    /** The id that the next new actor gets. */
    public ActorId nextId() {
        return new ActorId(nextId);
    }

    /** Puts a new miner under {@link #nextId()}, without balance. */
    public void createMiner(Miner miner, Address robust) {
        if (miner.id().value() != nextId) {
            throw new IllegalArgumentException("miner " + miner.id() + " does not have the next id " + nextId);
        }
        nextId++;
        install(new Actor(miner.id().value(), Actor.Kind.MINER, robust, 0, TokenAmount.ZERO));
        miners.put(miner.id().value(), miner);
        claim(miner.id().value(), Power.ZERO);
    }

    @Override
    public Optional<Address> idOf(Address address) {
        return find(address).map(Actor::idAddress);
    }

    @Override
    public Optional<Address> keyOf(Address idAddress) {
        return find(idAddress).filter(actor -> actor.kind() == Actor.Kind.ACCOUNT).map(Actor::robust);
    }

    /** Allocations and claims of verified data. */
    public VerifiedRegistry registry() {
        return registry;
    }

    public void registry(VerifiedRegistry changed) {
        registry = changed;
    }

    @Override
    public Optional<Claim> claimOf(long provider, long id) {
        return registry.claim(new ActorId(provider), id)
                .map(claim -> new Claim(provider, claim.sector(), claim.size(), claim.termStart(), claim.termMax()));
    }

    /** Storage deals. */
    public Market market() {
        return market;
    }

    public void market(Market changed) {
        market = changed;
    }

    /** The actor behind an id, key or robust address. */
    public Optional<Actor> find(Address address) {
        Long id = address.actorId().map(ActorId::value).orElseGet(() -> ids.get(address));
        return id == null ? Optional.empty() : Optional.ofNullable(actors.get(id));
    }

    public Collection<Actor> actors() {
        return Collections.unmodifiableCollection(actors.values());
    }

    public Optional<Miner> miner(Address address) {
        return find(address).map(actor -> miners.get(actor.id()));
    }

    public Collection<Miner> miners() {
        return Collections.unmodifiableCollection(miners.values());
    }

    /** A copy of the miner, put in its place, to be changed. */
    public Miner draftMiner(long id) {
        Miner copy = existing(miners.get(id), id).copy();
        miners.put(id, copy);
        return copy;
    }

    private static <T> T existing(@Nullable T found, long id) {
        if (found == null) {
            throw new IllegalStateException("there is no actor f0" + id);
        }
        return found;
    }

    /** Moves money; refuses with exit code 6 when the sender has too little. */
    public void transfer(long from, long to, TokenAmount amount) {
        if (amount.isNegative()) {
            throw Abort.of(ExitCode.USR_ILLEGAL_ARGUMENT, "negative transfer " + amount);
        }
        Actor sender = existing(actors.get(from), from);
        if (sender.balance().compareTo(amount) < 0) {
            throw Abort.of(ExitCode.SYS_INSUFFICIENT_FUNDS, "f0" + from + " has " + sender.balance() + " and needs " + amount);
        }
        actors.put(from, sender.withBalance(sender.balance().minus(amount)));
        Actor receiver = existing(actors.get(to), to);
        actors.put(to, receiver.withBalance(receiver.balance().plus(amount)));
    }

    public TokenAmount balance(long id) {
        return existing(actors.get(id), id).balance();
    }

    public void raiseNonce(long id) {
        actors.put(id, existing(actors.get(id), id).withNextNonce());
    }

    /** Power of a miner that counts. */
    public Power claim(long miner) {
        return claims.getOrDefault(miner, Power.ZERO);
    }

    /** Claim of an actor that has one: a miner, with power or without. */
    public Optional<Power> claimed(long miner) {
        return Optional.ofNullable(claims.get(miner));
    }

    /** How many miners have at least a power of {@code minimum} bytes. */
    public long minersAbove(long minimum) {
        return claims.values().stream().filter(claim -> isAbove(claim, minimum)).count();
    }

    private static boolean isAbove(Power claim, long minimum) {
        return claim.raw().compareTo(BigInteger.valueOf(minimum)) >= 0;
    }

    /** True if a claim is enough to win blocks; while fewer than four miners have the minimum, any power is. */
    public boolean meetsMinimum(Power claim, long minimum) {
        return isAbove(claim, minimum) || (minersAbove(minimum) < CONSENSUS_MINERS && claim.raw().signum() > 0);
    }

    /** What {@link #totals} are to be from now on ({@code current_total_power}). */
    public NetworkTotals totalsNow(long minimum) {
        Power power = minersAbove(minimum) < CONSENSUS_MINERS
                ? totalPower
                : claims.values().stream().filter(claim -> isAbove(claim, minimum)).reduce(Power.ZERO, Power::plus);
        return new NetworkTotals(power, pledgeTotal);
    }

    /** Shows the totals of now to the next epoch. */
    public void showTotals(NetworkTotals now) {
        totals = now;
    }

    /** At the end of the last epoch's cron. */
    public NetworkTotals totals() {
        return totals;
    }

    private void claim(long miner, Power power) {
        claims = new TreeMap<>(claims);
        claims.put(miner, power);
    }

    public void addPower(long miner, Power delta) {
        if (delta.isZero()) {
            return;
        }
        Power changed = claim(miner).plus(delta);
        if (changed.isNegative()) {
            throw new IllegalStateException("negative power of f0" + miner + ": " + changed);
        }
        claim(miner, changed);
        totalPower = totalPower.plus(delta);
    }

    /** Power of all miners. */
    public Power totalPower() {
        return totalPower;
    }

    public void addPledge(TokenAmount delta) {
        pledgeTotal = pledgeTotal.plus(delta);
    }

    /** Pledge and vesting money of all miners that the power actor knows of. */
    public TokenAmount pledgeTotal() {
        return pledgeTotal;
    }

    /** What moves with the network; empty where money is frozen. */
    public Optional<NetworkEconomy> economy() {
        return Optional.ofNullable(economy);
    }

    public void economy(NetworkEconomy moved) {
        economy = moved;
    }

    /** Calls a miner's cron at the end of an epoch. */
    public void enroll(CronEvent event, ChainEpoch epoch) {
        List<CronEvent> due = new ArrayList<>(cron.getOrDefault(epoch.value(), List.of()));
        due.add(event);
        cron.put(epoch.value(), List.copyOf(due));
    }

    /** First epoch at whose end something is due. */
    public Optional<ChainEpoch> nextCron() {
        return cron.isEmpty() ? Optional.empty() : Optional.of(new ChainEpoch(cron.firstKey()));
    }

    /** Takes out what is due up to an epoch, in the order of enrolment. */
    public List<CronEvent> takeDue(ChainEpoch now) {
        List<CronEvent> due = new ArrayList<>();
        while (!cron.isEmpty() && cron.firstKey() <= now.value()) {
            due.addAll(cron.pollFirstEntry().getValue());
        }
        return due;
    }

    /** All money there is: never changes. */
    public TokenAmount supply() {
        return actors.values().stream().map(Actor::balance).reduce(TokenAmount.ZERO, TokenAmount::plus);
    }
}
