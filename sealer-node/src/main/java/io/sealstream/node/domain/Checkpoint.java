package io.sealstream.node.domain;

import io.sealstream.filecoin.SectorId;

/**
 * The kept output of a finished stage: valid for the same inputs, as long as the file has its digest.
 *
 * @param stage  the stage whose output it is
 * @param inputs digest of everything the output depends on
 * @param file   absolute path of the output
 * @param sha256 of the file, lower-case hex
 */
public record Checkpoint(SectorId sector, Stage stage, String inputs, String file, String sha256) {}
