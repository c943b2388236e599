package io.sealstream.signer.signing;

import io.sealstream.filecoin.Bytes;
import io.sealstream.signer.domain.Shown;
import io.sealstream.signer.domain.SigningPolicy;
import io.sealstream.signer.domain.StatementType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * venus-wallet's {@code [SignFilter] Expr}: a command that is asked about everything that the policy allows, on its standard input as JSON;
 * exit code 0 agrees (venus-wallet {@code storage/wallet/sign_filter.go}). Whatever else happens is a refusal: another code, no such
 * command, no end in time. Requests wait while it runs, one at a time.
 *
 * @param policy  asked first
 * @param command for {@code sh -c}
 * @param limit   when it is killed with all that it started
 */
public record ShellFilter(Supplier<SigningPolicy> policy, String command, Duration limit) implements Consent {
    /** Long for a decision, short for a deadline that waits behind it. */
    public static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_OUTPUT = 200;

    @Override
    public SigningPolicy get() {
        return policy.get();
    }

    /** Proofs of an address to a gateway pass by the filter, as on venus-wallet. */
    @Override
    public Optional<String> objection(String type, Bytes content) {
        return type.equals(StatementType.VERIFY_ADDRESS.label())
                ? Optional.empty()
                : asked(FilterInput.of(type, content).toString()).map(ShellFilter::sentence);
    }

    private static String sentence(String why) {
        return "the filter [SignFilter] of the configuration refuses: " + why;
    }

    private Optional<String> asked(String input) {
        try {
            Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
            try {
                return answer(process, input);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of("it cannot be run (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // No word of the filter, so no decision: the request may be asked again.
            throw new IllegalStateException("the signer was stopped while its filter ran", e);
        }
    }

    /** Both pipes are served aside: a command that neither reads nor ends must not hold the signer. */
    private Optional<String> answer(Process process, String input) throws InterruptedException {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofVirtual().name("filter-in").start(() -> write(process, input));
        Thread.ofVirtual().name("filter-out").start(() -> output.complete(read(process)));
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of("no answer in " + limit.toMillis() + " ms");
        }
        if (process.exitValue() == 0) {
            return Optional.empty();
        }
        String said = Shown.of(output.completeOnTimeout("", limit.toMillis(), TimeUnit.MILLISECONDS).join());
        return Optional.of("exit code " + process.exitValue() + (said.isEmpty() ? "" : " (" + said + ")"));
    }

    private static void write(Process process, String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It may decide without reading all.
            return;
        }
    }

    private static String read(Process process) {
        try (InputStream in = process.getInputStream()) {
            String said = new String(in.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8).strip();
            in.transferTo(OutputStream.nullOutputStream());
            return said;
        } catch (IOException e) {
            return "";
        }
    }
}
