package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.NetworkPolicy;
import io.sealstream.filecoin.TokenAmount;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a chain begins with. Two chains with equal settings that get the same messages in the same epochs are equal, byte for byte.
 *
 * @param network        name, constants, block time and calendar
 * @param seed           tickets, beacon and the faucet's key follow from it
 * @param time           Unix seconds of epoch 0
 * @param prepared       tipsets that exist from the start, epochs 0 to this less one
 * @param faucet         attoFIL that {@code Devchain.Fund} hands out
 * @param verifyingKeys  digest of each verifying key by file name: first 16 bytes of BLAKE2b-512, hexadecimal
 * @param options        what most chains do without
 */
public record GenesisSettings(NetworkPolicy network, String seed, long time, int prepared, TokenAmount faucet,
        Map<String, String> verifyingKeys, GenesisOptions options) {
    /** Fewest prepared tipsets: a ticket of 900 epochs before the head must exist. */
    private static final int MIN_PREPARED = 1;
    private static final int MAX_PREPARED = 100_000;

    public GenesisSettings {
        verifyingKeys = Map.copyOf(verifyingKeys);
        if (seed.isBlank()) {
            throw new IllegalArgumentException("seed must not be empty");
        }
        if (prepared < MIN_PREPARED || prepared > MAX_PREPARED) {
            throw new IllegalArgumentException(
                    "prepared-tipsets must be " + MIN_PREPARED + " to " + MAX_PREPARED + ", not " + prepared);
        }
        if (time < 0 || faucet.isNegative()) {
            throw new IllegalArgumentException("time and faucet must not be negative");
        }
    }

    /** Without options. */
    public GenesisSettings(NetworkPolicy network, String seed, long time, int prepared, TokenAmount faucet,
            Map<String, String> verifyingKeys) {
        this(network, seed, time, prepared, faucet, verifyingKeys, GenesisOptions.NONE);
    }

    public GenesisSettings with(GenesisOptions others) {
        return new GenesisSettings(network, seed, time, prepared, faucet, verifyingKeys, others);
    }

    /** Text that differs for settings that make different chains. */
    public String identity() {
        return String.join("|", network.name(), network.blockTime().toString(), Long.toString(network.preCommitChallengeDelay()),
                network.schedule().toString(), seed, Long.toString(time), Integer.toString(prepared), faucet.toString())
                + overrides() + options.identity();
    }

    /** Numbers that differ from those of the network's name; empty for the usual ones. */
    private String overrides() {
        NetworkPolicy usual = NetworkPolicy.named(network.name());
        boolean same = network.minimumPower() == usual.minimumPower() && network.eip155ChainId() == usual.eip155ChainId()
                && network.sectorSizes().equals(usual.sectorSizes());
        return same
                ? ""
                : String.join("|", "", Long.toString(network.minimumPower()), Long.toString(network.eip155ChainId()),
                        new TreeSet<>(network.sectorSizes()).toString());
    }

    public Duration blockTime() {
        return network.blockTime();
    }

    /** Unix seconds of an epoch. */
    public long timeOf(long epoch) {
        return time + Math.multiplyExact(epoch, blockTime().toMillis()) / 1000;
    }
}
