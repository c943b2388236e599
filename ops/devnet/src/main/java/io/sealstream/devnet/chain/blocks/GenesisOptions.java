package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.TokenAmount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a genesis may say and mostly does not.
 *
 * @param accounts        that have money from the start, in the order of their ids
 * @param srs             digest of each SRS of aggregate proofs by file name, as those of the verifying keys
 * @param blockSignatures of headers
 * @param money           how the economy moves
 */
public record GenesisOptions(List<Account> accounts, Map<String, String> srs, BlockSignatures blockSignatures, MoneyMode money) {
    public static final GenesisOptions NONE = new GenesisOptions(List.of(), Map.of(), BlockSignatures.DERIVED, MoneyMode.FROZEN);

    public GenesisOptions {
        accounts = List.copyOf(accounts);
        srs = Map.copyOf(srs);
        Set<Address> seen = new HashSet<>();
        accounts.stream().filter(account -> !seen.add(account.address())).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException("the account " + twice.address() + " is funded twice; keep one of its lines");
        });
    }

    /** A key address and the money it begins with. */
    public record Account(Address address, TokenAmount balance) {
        public Account {
            if (!address.isKey()) {
                throw new IllegalArgumentException("only key addresses (f1, f3) can be funded, not " + address);
            }
            if (balance.isNegative()) {
                throw new IllegalArgumentException("the balance of " + address + " must not be negative: " + balance);
            }
        }
    }

    /** Part of a chain's identity; empty for a chain without options, as those had that were begun before there were any. */
    String identity() {
        boolean usual = accounts.isEmpty() && blockSignatures == BlockSignatures.DERIVED && money == MoneyMode.FROZEN;
        return usual ? "" : String.join("|", "", accounts.toString(), blockSignatures.name(), money.name());
    }
}
