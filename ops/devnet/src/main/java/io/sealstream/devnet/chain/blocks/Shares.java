package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.SignedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * How the blocks of a tipset share the chosen messages: every second sender goes into the second block, a sender's messages stay together,
 * since nobody knows which ticket will be smaller. Producers do not talk to each other, so the first message is in both blocks.
 */
final class Shares {
    private Shares() {}

    static List<List<SignedMessage>> of(List<SignedMessage> chosen, int blocks) {
        List<List<SignedMessage>> shares = new ArrayList<>();
        for (int place = 0; place < blocks; place++) {
            shares.add(share(chosen, place, blocks));
        }
        return shares;
    }

    private static List<SignedMessage> share(List<SignedMessage> chosen, int place, int blocks) {
        List<Address> senders = chosen.stream().map(message -> message.message().from()).distinct().toList();
        return chosen.stream().filter(message -> message.equals(chosen.getFirst())
                || senders.indexOf(message.message().from()) % blocks == place).toList();
    }
}
