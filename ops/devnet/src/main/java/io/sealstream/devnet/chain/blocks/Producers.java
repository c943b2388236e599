package io.sealstream.devnet.chain.blocks;

import io.sealstream.filecoin.Address;

/**
 * Two block producers for each turn: the second makes the second block of a tipset that has two. Others win after a reorg, so their tickets
 * differ from those that were thrown out.
 */
final class Producers {
    private static final long FIRST_ID = 101;
    /** Addresses of producers stay below those of actors. */
    private static final int MAX_TURNS = 400;

    private final GenesisSettings settings;
    private final Signatures signatures;
    private int turns;

    Producers(GenesisSettings settings, Signatures signatures) {
        this.settings = settings;
        this.signatures = signatures;
    }

    /** From now on blocks are made by others. */
    void turn() {
        turns++;
    }

    /** @param place 0 makes every tipset's first block, 1 the second where there is one */
    Producer at(int place) {
        return switch (settings.options().blockSignatures()) {
            case DERIVED -> new SeededProducer(Address.id(FIRST_ID + place), new SeededBytes(seed(place)));
            case BLS -> new SigningProducer(Address.id(FIRST_ID + 2L * (turns % MAX_TURNS) + place),
                    bytes -> signatures.signBlock(settings.seed(), bytes));
        };
    }

    private String seed(int place) {
        return settings.seed() + (place == 0 ? "" : "/rival") + (turns == 0 ? "" : "/reorg " + turns);
    }
}
