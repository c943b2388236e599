package io.sealstream.devnet.up;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sealstream.filecoin.SectorSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a devnet remembers between two runs. Each step that was taken is recorded, so that a second {@code up} continues.
 *
 * @param ports   port of each listener, chosen once; clients find the processes again after a restart
 * @param owner   owner key, canonical form, or empty
 * @param worker  worker key, or empty
 * @param control key that sends WindowPoSt, or empty
 * @param miner   miner, {@code f0} form, or empty
 * @param steps   one-time steps that are done
 * @param wanted  sectors asked for so far, in all
 * @param requests numbers of the operator requests this home has used
 * @param scratch  scratch stores of the node; a home of before there could be several has one and does not say so
 * @param sectorSize of every sector; a home of before there were two has 2 KiB and does not say so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DevnetState(Map<String, Integer> ports, String owner, String worker, String control, String miner,
        List<String> steps, int wanted, long requests, int scratch, SectorSize sectorSize) {
    static final DevnetState INITIAL = new DevnetState(Map.of(), "", "", "", "", List.of(), 0, 0, 1, SectorSize.KIB_2);

    DevnetState {
        ports = Map.copyOf(ports);
        steps = List.copyOf(steps);
        scratch = Math.max(1, scratch);
        sectorSize = Objects.requireNonNullElse(sectorSize, SectorSize.KIB_2);
    }

    boolean done(String step) {
        return steps.contains(step);
    }

    DevnetState withStep(String step) {
        var all = new ArrayList<>(steps);
        all.add(step);
        return new DevnetState(ports, owner, worker, control, miner, all, wanted, requests, scratch, sectorSize);
    }

    DevnetState withPorts(Map<String, Integer> chosen) {
        return new DevnetState(chosen, owner, worker, control, miner, steps, wanted, requests, scratch, sectorSize);
    }

    DevnetState withKeys(String newOwner, String newWorker, String newControl) {
        return new DevnetState(ports, newOwner, newWorker, newControl, miner, steps, wanted, requests, scratch, sectorSize);
    }

    DevnetState withMiner(String created) {
        return new DevnetState(ports, owner, worker, control, created, steps, wanted, requests, scratch, sectorSize);
    }

    DevnetState withRequest(int nowWanted) {
        return new DevnetState(ports, owner, worker, control, miner, steps, nowWanted, requests + 1, scratch, sectorSize);
    }

    DevnetState withScratch(int stores) {
        return new DevnetState(ports, owner, worker, control, miner, steps, wanted, requests, stores, sectorSize);
    }

    DevnetState withSectorSize(SectorSize size) {
        return new DevnetState(ports, owner, worker, control, miner, steps, wanted, requests, scratch, size);
    }
}
