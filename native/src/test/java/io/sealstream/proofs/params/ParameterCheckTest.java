package io.sealstream.proofs.params;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealstream.proofs.ProofException;
import io.sealstream.proofs.engine.ParameterEngine;
import io.sealstream.proofs.params.ParameterCheck.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterCheckTest {
    /** BLAKE2b-512 of "abc" (RFC 7693, appendix A), its first 16 bytes. */
    private static final String ABC = "ba80a53f981c4d0d6a2797b69f12f6e9";
    private static final ParameterList LIST = new ParameterList(
            Map.of("one.params", new ParameterList.Entry("", ABC, 2048), "two.vk", new ParameterList.Entry("", ABC, 2048)));

    @TempDir
    private Path home;
    private ParameterCheck check;

    @BeforeEach
    void open() throws ProofException {
        check = new ParameterCheck(ParameterEngine.inProcess(), home);
    }

    private Path write(String name, String content) throws IOException {
        return Files.write(home.resolve(name), content.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void shouldAcceptFilesWithTheListedDigests() throws ProofException, IOException {
        write("one.params", "abc");
        write("two.vk", "abc");

        assertThat(check.check(LIST)).isEmpty();
    }

    @Test
    void shouldNameEachMissingAndWrongFile() throws ProofException, IOException {
        write("one.params", "abd");

        List<Finding> findings = check.check(LIST);

        assertThat(findings).hasSize(2);
        assertThat(findings.getFirst()).isInstanceOfSatisfying(Finding.Wrong.class, wrong -> {
            assertThat(wrong.file()).isEqualTo("one.params");
            assertThat(wrong.expected()).isEqualTo(ABC);
        });
        assertThat(findings.getFirst().sentence()).contains("one.params is damaged or of another origin", ABC);
        assertThat(findings.getLast()).isEqualTo(new Finding.Missing("two.vk"));
    }

    @Test
    void shouldRememberDigestsForEveryUserOfTheFolder() throws ProofException, IOException {
        write("one.params", "abc");
        check.check(LIST);

        assertThat(Files.getPosixFilePermissions(home.resolve(".sealstream-digests"))).contains(PosixFilePermission.OTHERS_READ);
    }

    @Test
    void shouldComputeAnewWhatCannotBeRemembered() throws ProofException, IOException {
        write("one.params", "abc");
        write("two.vk", "abd");
        Files.createDirectory(home.resolve(".sealstream-digests"));

        assertThat(check.check(LIST)).extracting(Finding::file).containsExactly("two.vk");
    }

    @Test
    void shouldRememberDigestsUntilSizeOrTimeChanges() throws ProofException, IOException {
        Path one = write("one.params", "abc");
        write("two.vk", "abc");
        check.check(LIST);
        FileTime time = Files.getLastModifiedTime(one);

        write("one.params", "xyz");
        Files.setLastModifiedTime(one, time);
        assertThat(check.check(LIST)).isEmpty();

        Files.setLastModifiedTime(one, FileTime.fromMillis(time.toMillis() + 1000));
        assertThat(check.check(LIST)).extracting(Finding::file).containsExactly("one.params");
    }

    @Test
    void shouldAdoptAFetchedFileOnlyWithTheListedDigest() throws ProofException, IOException {
        write("one.params", "damaged");
        check.check(LIST);

        assertThat(check.adopt(write("wrong.part", "abd"), "one.params", ABC)).containsInstanceOf(Finding.Wrong.class);
        assertThat(home.resolve("wrong.part")).exists();
        assertThat(home.resolve("one.params")).hasContent("damaged");

        assertThat(check.adopt(write("right.part", "abc"), "one.params", ABC)).isEmpty();
        assertThat(home.resolve("right.part")).doesNotExist();
        assertThat(check.check(LIST)).extracting(Finding::file).containsExactly("two.vk");
    }

    @Test
    void shouldKnowThePublishedParametersOfASectorSize() {
        long gib32 = 32L << 30;

        ParameterList list = ParameterList.published().forSectorSizes(Set.of(gib32));

        assertThat(list.files()).containsKey("v28-fil-inner-product-v1.srs");
        assertThat(list.files().values()).allMatch(file -> file.sectorSize() == gib32 || file.sectorSize() == 0)
                .allMatch(file -> file.digest().matches("[0-9a-f]{32}")).allMatch(file -> file.cid().startsWith("Qm"));
        assertThat(list.files().keySet()).filteredOn(name -> name.contains("stacked-proof-of-replication")).hasSize(2);
        assertThat(list.verifyingKeys().files().keySet()).contains("v28-fil-inner-product-v1.srs")
                .allMatch(name -> name.endsWith(".vk") || name.endsWith(".srs"));
    }
}
