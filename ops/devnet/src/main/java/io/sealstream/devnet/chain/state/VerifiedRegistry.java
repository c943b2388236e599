package io.sealstream.devnet.chain.state;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.Claimed;
import io.sealstream.devnet.chain.rules.DataActors.SectorPieces;
import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.ChainEpoch;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import io.sealstream.filecoin.actors.VerifiedAllocationKey;
import io.sealstream.filecoin.state.Allocation;
import io.sealstream.filecoin.state.VerifiedClaim;
import java.math.BigInteger;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Allocations and claims of verified data by id (actors/verifreg {@code state.rs}); datacap is not counted. Immutable. */
public final class VerifiedRegistry {
    static final VerifiedRegistry NONE = new VerifiedRegistry(new TreeMap<>(), new TreeMap<>(), 1);

    private final NavigableMap<Long, Allocation> allocations;
    private final NavigableMap<Long, VerifiedClaim> claims;
    private final long nextId;

    private VerifiedRegistry(NavigableMap<Long, Allocation> allocations, NavigableMap<Long, VerifiedClaim> claims, long nextId) {
        this.allocations = Collections.unmodifiableNavigableMap(allocations);
        this.claims = Collections.unmodifiableNavigableMap(claims);
        this.nextId = nextId;
    }

    /** What a sector's claims did. */
    public record Outcome(VerifiedRegistry after, Claimed claimed) {}

    /** The same with one more allocation, under {@link #nextId()}. */
    public VerifiedRegistry with(Allocation allocation) {
        NavigableMap<Long, Allocation> all = new TreeMap<>(allocations);
        all.put(nextId, allocation);
        return new VerifiedRegistry(all, claims, nextId + 1);
    }

    /** Claims what the pieces of one sector name, all of it or nothing ({@code claim_allocations}). */
    public Outcome claim(ActorId provider, SectorPieces sector, ChainEpoch now) {
        NavigableMap<Long, Allocation> rest = new TreeMap<>(allocations);
        NavigableMap<Long, VerifiedClaim> made = new TreeMap<>(claims);
        BigInteger space = BigInteger.ZERO;
        for (PieceActivationManifest piece : sector.pieces()) {
            VerifiedAllocationKey key = piece.verifiedAllocationKey();
            if (key == null) {
                continue;
            }
            Optional<Allocation> found = allocation(key.client(), key.allocation());
            if (found.isEmpty() || !fits(found.get(), provider, piece, sector.expiration(), now)) {
                ExitCode code = found.isEmpty() ? ExitCode.USR_NOT_FOUND : ExitCode.USR_FORBIDDEN;
                return new Outcome(this, new Claimed(code, BigInteger.ZERO));
            }
            if (made.put(key.allocation(), claim(found.get(), sector.sector(), now)) != null) {
                throw Abort.illegalArgument("claim " + key.allocation() + " already exists");
            }
            rest.remove(key.allocation());
            space = space.add(BigInteger.valueOf(piece.paddedSize()));
        }
        return new Outcome(new VerifiedRegistry(rest, made, nextId), new Claimed(ExitCode.OK, space));
    }

    private static boolean fits(Allocation allocation, ActorId provider, PieceActivationManifest piece, ChainEpoch expiration,
            ChainEpoch now) {
        long life = expiration.since(now);
        return provider.equals(allocation.provider()) && piece.pieceCid().equals(allocation.data())
                && piece.paddedSize() == allocation.size() && !now.isAfter(allocation.expiration())
                && life >= allocation.termMin() && life <= allocation.termMax();
    }

    private static VerifiedClaim claim(Allocation from, long sector, ChainEpoch now) {
        return new VerifiedClaim(from.provider(), from.client(), from.data(), from.size(), from.termMin(), from.termMax(), now,
                sector);
    }

    /** An open allocation of a client. */
    public Optional<Allocation> allocation(ActorId client, long id) {
        return Optional.ofNullable(allocations.get(id)).filter(each -> each.client().equals(client));
    }

    /** A claim of a provider. */
    public Optional<VerifiedClaim> claim(ActorId provider, long id) {
        return Optional.ofNullable(claims.get(id)).filter(each -> each.provider().equals(provider));
    }

    /** Open allocations of all clients, by id. */
    public NavigableMap<Long, Allocation> allocations() {
        return allocations;
    }

    /** Claims of all providers, by id. */
    public NavigableMap<Long, VerifiedClaim> claims() {
        return claims;
    }

    /** Id of the next allocation; 0 means none, so they begin with 1. */
    public long nextId() {
        return nextId;
    }
}
