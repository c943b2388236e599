package io.sealstream.devnet.chain;

import io.sealstream.filecoin.NetworkPolicy;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of the usual genesis. */
final class GenesisText {
    private GenesisText() {}

    static String of(ChainProofs proofs) {
        StringBuilder text = new StringBuilder(
                """
                # Genesis of a dev chain. Chains with equal genesis and messages are equal; changing this file makes another chain.
                [network]
                name = "%s"
                block-time = "400ms"
                # Epochs from precommit to the seed.
                challenge-delay = 10
                # The calendar of window PoSt: always 48 deadlines; 60, 20 and 70 are those of the real networks.
                challenge-window = 60
                challenge-lookback = 20
                fault-cutoff = 70
                # As the network has them, unless these lines say otherwise. The power is in bytes.
                # minimum-power = %d
                %s
                # chain-id = %d

                [genesis]
                seed = "sealstream devnet"
                # Unix seconds of epoch 0.
                time = 1767225600
                # Tipsets that exist from the start, so that a ticket 900 epochs back is a real one.
                prepared-tipsets = 1000

                [funds]
                # What Devchain.Fund can hand out.
                faucet = "100000000 FIL"

                # Accounts that have money from the start; the first one gets the id 1000.
                # [[accounts]]
                # address = "t1..."
                # balance = "1000 FIL"

                # [blocks]
                # "derived" from the seed, or "bls": real signatures and VRF proofs by one key, three milliseconds a block.
                # signatures = "derived"

                # [money]
                # "frozen": the same sector costs the same for ever. "live": reward and power move with the chain.
                # mode = "frozen"

                # Digests of the SRS of aggregate proofs, as those of the verifying keys.
                # [srs]
                # "v28-fil-inner-product-v1.srs" = "..."

                # Digests of the verifying keys: first 16 bytes of BLAKE2b-512.
                [verifying-keys]
                """.formatted(
                        proofs.network().name(), proofs.network().minimumPower(), sizes(proofs.network()),
                        proofs.network().eip155ChainId()));
        new TreeMap<>(proofs.verifyingKeys())
                .forEach((file, digest) -> text.append('"').append(file).append("\" = \"").append(digest).append("\"\n"));
        return text.toString();
    }

    private static String sizes(NetworkPolicy network) {
        return network.sectorSizes().equals(NetworkPolicy.named(network.name()).sectorSizes())
                ? "# sector-sizes = [\"2KiB\", \"8MiB\"]"
                : "sector-sizes = [" + network.sectorSizes().stream().sorted().map(size -> "\"" + size + "\"")
                        .collect(Collectors.joining(", ")) + "]";
    }
}
