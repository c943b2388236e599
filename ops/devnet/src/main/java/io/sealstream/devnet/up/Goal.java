package io.sealstream.devnet.up;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealstream.filecoin.SectorSize;
import java.util.Optional;

/**
 * Whether the job is done: every wanted sector is finalized, its deadline has closed proven and without a fault, and the chain counts
 * its power.
 *
 * @param reached whether nothing is missing
 * @param missing what is missing, in a sentence
 * @param failure why it can no longer be reached without a person
 */
record Goal(boolean reached, String missing, Optional<String> failure) {
    static Goal of(Situation situation, int sectors, SectorSize size) {
        if (!situation.invalidPoSts().isEmpty()) {
            return failed("The chain holds an invalid WindowPoSt: " + String.join("; ", situation.invalidPoSts())
                    + ". The node let a wrong proof out; see `devnet logs node`.");
        }
        for (JsonNode sector : situation.sectors()) {
            if (sector.path("needsPerson").asBoolean()) {
                return failed("Sector " + sector.path("sector").asText() + " waits for a person: "
                        + sector.path("waitingFor").asText());
            }
        }
        long finalized = count(situation.sectors(), "state", "Proving");
        if (finalized < sectors) {
            return missing(finalized + " of " + sectors + " sectors are sealed and activated.");
        }
        for (JsonNode partition : situation.proving()) {
            if (partition.path("faulty").asInt() > 0) {
                return failed("Deadline " + partition.path("deadline").asInt() + " closed with "
                        + partition.path("faulty").asInt() + " faulty sectors: "
                        + partition.path("waitingFor").asText());
            }
        }
        long expected = size.bytes() * sectors;
        if (!situation.rawPower().equals(Long.toString(expected))) {
            return missing("the chain counts power " + situation.rawPower() + " of " + expected + ".");
        }
        if (!closed(situation)) {
            return missing("no deadline has closed yet with all its sectors proven.");
        }
        // The chain looks at stored proofs aside; before it has, a wrong one would pass for a good one.
        int unchecked = situation.chain().path("uncheckedPoSts").asInt();
        return unchecked > 0
                ? missing(unchecked + " stored WindowPoSts are still being checked.")
                : new Goal(true, "", Optional.empty());
    }

    /** Why the devnet ends now: one that runs once ends on a failure; one that stays up shows it and waits for the person. */
    Optional<String> end(boolean once) {
        return once ? failure : Optional.empty();
    }

    private static boolean closed(Situation situation) {
        for (JsonNode partition : situation.proving()) {
            if (!(partition.path("state").asText().equals("Closed") && partition.path("proven").asBoolean())) {
                return false;
            }
        }
        return !situation.proving().isEmpty();
    }

    private static long count(JsonNode list, String field, String value) {
        long count = 0;
        for (JsonNode item : list) {
            if (item.path(field).asText().equals(value)) {
                count++;
            }
        }
        return count;
    }

    private static Goal missing(String what) {
        return new Goal(false, what, Optional.empty());
    }

    private static Goal failed(String why) {
        return new Goal(false, why, Optional.of(why));
    }
}
