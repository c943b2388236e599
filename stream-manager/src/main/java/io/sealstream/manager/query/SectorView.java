package io.sealstream.manager.query;

import org.jspecify.annotations.Nullable;

/**
 * A sector in a list.
 *
 * @param sector     {@code f01000/17}
 * @param state      name of the state: what it waits for
 * @param waitingFor the same as a sentence, with whom it waits on
 * @param needsPerson true when nothing goes on until a person acts
 * @param node       owner
 * @param store      scratch store
 * @param task       id of the node task under way, or null
 * @param intent     message intent under way, or null
 * @param since      epoch at which the state was entered
 * @param wakeAt     epoch of its next own action, or null
 */
public record SectorView(String sector, String state, String waitingFor, boolean needsPerson, String node, String store,
        @Nullable String task, @Nullable String intent, long since, @Nullable Long wakeAt) {}
