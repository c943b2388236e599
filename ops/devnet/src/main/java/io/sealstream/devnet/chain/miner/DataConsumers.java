package io.sealstream.devnet.chain.miner;

import io.sealstream.devnet.chain.rules.Abort;
import io.sealstream.devnet.chain.rules.DataActors.PieceChange;
import io.sealstream.devnet.chain.rules.DataActors.SectorChange;
import io.sealstream.devnet.chain.rules.DataActors.SectorPieces;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.ExitCode;
import io.sealstream.filecoin.actors.DataActivationNotification;
import io.sealstream.filecoin.actors.PieceActivationManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Tells the actors that pieces name of new data, one message for each (actors/miner {@code notifications.rs}). */
final class DataConsumers {
    private DataConsumers() {}

    /** @param required refuse with one of 1001 to 1004 if an actor does not accept all */
    static void tell(MinerCall call, List<SectorPieces> sectors, boolean required) {
        NavigableMap<Address, List<SectorChange>> byReceiver = new TreeMap<>();
        sectors.forEach(sector -> changes(sector).forEach((receiver, pieces) -> byReceiver
                .computeIfAbsent(receiver, none -> new ArrayList<>())
                .add(new SectorChange(sector.sector(), sector.expiration(), pieces))));
        byReceiver.forEach((receiver, changes) -> {
            ExitCode answer = call.data().notify(receiver, changes);
            if (required && answer != ExitCode.OK) {
                throw Abort.of(answer, "notification of " + receiver + " failed: " + answer.text());
            }
        });
    }

    private static Map<Address, List<PieceChange>> changes(SectorPieces sector) {
        Map<Address, List<PieceChange>> changes = new TreeMap<>();
        for (PieceActivationManifest piece : sector.pieces()) {
            for (DataActivationNotification notice : piece.notifications()) {
                changes.computeIfAbsent(notice.receiver(), none -> new ArrayList<>())
                        .add(new PieceChange(piece.pieceCid(), piece.paddedSize(), notice.payload()));
            }
        }
        return changes;
    }
}
