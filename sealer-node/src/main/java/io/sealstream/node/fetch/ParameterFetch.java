package io.sealstream.node.fetch;

import io.sealstream.node.stores.DiskSpace;
import io.sealstream.schemas.runtime.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Fetches files into a folder, several at a time. May be killed at any moment and started again: it goes on where it stopped. A file
 * that fails does not stop the others.
 */
public final class ParameterFetch {
    private final Settings settings;
    private final DiskSpace disk;
    private final Intake intake;
    private final LongSupplier nanos;
    private final Consumer<Progress> progress;

    /**
     * How it fetches.
     *
     * @param folder   where the files shall stand
     * @param mirrors  asked in this order for each file
     * @param jobs     files at a time
     * @param stall    silence after which a connection is given up
     * @param backoff  pauses between attempts that brought nothing
     * @param interval between two words of progress
     */
    public record Settings(Path folder, List<Mirror> mirrors, int jobs, Duration stall, Backoff backoff, Duration interval) {
        public Settings {
            mirrors = List.copyOf(mirrors);
        }
    }

    /**
     * Ready to fetch.
     *
     * @param nanos    a clock that only goes forward
     * @param progress told at each interval and at the end, by the calling thread
     */
    public ParameterFetch(Settings settings, DiskSpace disk, Intake intake, LongSupplier nanos, Consumer<Progress> progress) {
        this.settings = settings;
        this.disk = disk;
        this.intake = intake;
        this.nanos = nanos;
        this.progress = progress;
    }

    /** One file on its way, with its length as far as a mirror has told it. */
    private record Job(Wanted file, AtomicLong expected) {}

    /**
     * Fetches all of them.
     *
     * @throws FetchException naming each file that could not be had, when all others are there
     */
    public void run(List<Wanted> files) throws FetchException, InterruptedException {
        Tally tally = new Tally();
        FileFetch one = new FileFetch(settings.folder(), settings.mirrors(), settings.backoff(),
                new Transfer(settings.folder(), settings.stall(), disk, tally), intake);
        try (ExecutorService pool = Executors.newFixedThreadPool(settings.jobs(),
                Thread.ofPlatform().daemon().name("fetch-", 0).factory())) {
            try {
                List<Job> jobs = survey(pool, files, tally);
                requireRoom(tally);
                List<Future<Void>> running = jobs.stream().map(job -> pool.submit((Callable<Void>) () -> {
                    one.fetch(job.file(), job.expected());
                    tally.fileDone();
                    return null;
                })).toList();
                awaitAll(running, tally);
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /** Asks how long the files are, and counts what of them is here. */
    private List<Job> survey(ExecutorService pool, List<Wanted> files, Tally tally) throws FetchException, InterruptedException {
        List<Future<Long>> lengths = files.stream().map(file -> pool.submit(() -> length(file))).toList();
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            long length = result(lengths.get(i));
            tally.expect(length);
            tally.came(partSize(files.get(i)));
            jobs.add(new Job(files.get(i), new AtomicLong(length)));
        }
        return jobs;
    }

    private long length(Wanted file) {
        return settings.mirrors().stream().map(mirror -> length(mirror, file)).flatMapToLong(OptionalLong::stream).findFirst()
                .orElse(0);
    }

    /** Unknown where the mirror fails: fetching itself will say what is wrong with it. */
    private OptionalLong length(Mirror mirror, Wanted file) {
        try {
            return Request.length(mirror.address(file), settings.stall());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private long partSize(Wanted file) throws FetchException {
        Path part = FileFetch.part(settings.folder(), file);
        try {
            return Files.exists(part) ? Files.size(part) : 0;
        } catch (IOException e) {
            throw new FetchException(part + " cannot be read: " + e, e);
        }
    }

    private void requireRoom(Tally tally) throws FetchException {
        try {
            long missing = tally.total() - tally.bytes();
            long free = disk.free(settings.folder());
            if (missing > free) {
                throw new FetchException(
                        Progress.size(missing) + " are to be fetched, and " + settings.folder() + " has room for "
                                + Progress.size(free) + ": make room there, or choose another folder with --parameter-cache");
            }
        } catch (IOException e) {
            throw new FetchException("the free space of " + settings.folder() + " cannot be told: " + e, e);
        }
    }

    private void awaitAll(List<Future<Void>> running, Tally tally) throws FetchException, InterruptedException {
        Rate rate = new Rate();
        rate.sample(nanos.getAsLong(), tally.bytes());
        List<String> failures = new ArrayList<>();
        for (Future<Void> each : running) {
            try {
                while (!isOver(each)) {
                    tell(rate, tally, running.size());
                }
                result(each);
            } catch (FetchException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        tell(rate, tally, running.size());
        if (!failures.isEmpty()) {
            throw new FetchException(failures.size() + " of " + running.size() + " files could not be fetched: "
                    + String.join("; ", failures) + "; run it again to go on, or name another mirror with --mirror");
        }
    }

    private boolean isOver(Future<Void> job) throws InterruptedException {
        try {
            job.get(settings.interval().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // its failure is read from its result
        }
    }

    private void tell(Rate rate, Tally tally, int all) {
        long bytes = tally.bytes();
        progress.accept(new Progress(bytes, tally.total(), tally.files(), all, rate.sample(nanos.getAsLong(), bytes)));
    }

    private static <T> T result(Future<T> job) throws FetchException, InterruptedException {
        try {
            return job.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FetchException failure) {
                throw new FetchException(String.valueOf(failure.getMessage()), failure);
            }
            throw new IllegalStateException("fetching failed", e.getCause());
        }
    }
}
