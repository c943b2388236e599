package io.sealstream.node.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.SectorId;
import io.sealstream.node.stores.StoreSpec.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    private static final SectorId SECTOR = new SectorId(new ActorId(1000), 17);

    @TempDir
    Path home;

    private Stores open(StoreSpec... specs) throws StoreException {
        return Stores.open(List.of(specs), DiskSpace.ofSystem());
    }

    @Test
    void shouldRefuseAFolderWithoutItsMark() {
        assertThatThrownBy(() -> open(new StoreSpec("scratch-1", Kind.SCRATCH, home))).isInstanceOf(StoreException.class)
                .hasMessageContaining("no file .holder").hasMessageContaining("store init");
    }

    @Test
    void shouldRefuseAFolderThatDoesNotExist() {
        assertThatThrownBy(() -> open(new StoreSpec("scratch-1", Kind.SCRATCH, home.resolve("none"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void shouldRefuseTheDiskOfAnotherStore() throws Exception {
        Holder.init(home, "scratch-2");

        assertThatThrownBy(() -> open(new StoreSpec("scratch-1", Kind.SCRATCH, home))).isInstanceOf(StoreException.class)
                .hasMessageContaining("is the store \"scratch-2\"");
    }

    @Test
    void shouldRefuseOneNameTwice() throws Exception {
        Holder.init(home, "a");

        assertThatThrownBy(() -> open(new StoreSpec("a", Kind.SCRATCH, home), new StoreSpec("a", Kind.LONG_TERM, home)))
                .isInstanceOf(StoreException.class).hasMessageContaining("two stores");
    }

    @Test
    void shouldNotMakeAFolderWithForeignFilesAStore() throws Exception {
        Files.writeString(home.resolve("photo.jpg"), "x");

        assertThatThrownBy(() -> Holder.init(home, "a")).isInstanceOf(StoreException.class).hasMessageContaining("not empty");
    }

    @Test
    void shouldLeaveAStoreThatExistsAsItIs() throws Exception {
        Holder.init(home, "a");
        Files.writeString(home.resolve("content"), "x");

        Holder.init(home, "a");

        assertThat(home.resolve("content")).exists();
        assertThatThrownBy(() -> Holder.init(home, "b")).isInstanceOf(StoreException.class);
    }

    @Test
    void shouldListSectorsInScratch() throws Exception {
        Holder.init(home, "a");
        ScratchStore store = open(new StoreSpec("a", Kind.SCRATCH, home)).scratch("a").orElseThrow();
        store.sector(SECTOR).create();
        Files.createDirectories(home.resolve("s-t01000-18.freed"));

        assertThat(store.sectors()).containsExactly(SECTOR);
        store.sector(SECTOR).free();
        assertThat(store.sectors()).isEmpty();
    }

    @Test
    void shouldClaimACacheOnlyForOneSealing() throws Exception {
        ScratchSector files = new ScratchSector(SECTOR, home.resolve("s-t01000-17"));
        files.create();

        assertThat(files.claimCache("first")).isFalse();
        Files.writeString(files.cache().resolve("layer"), "x");
        assertThat(files.claimCache("first")).isTrue();
        assertThat(files.cache().resolve("layer")).exists();
        assertThat(files.claimCache("second")).isFalse();
        assertThat(files.cache()).isEmptyDirectory();
    }

    @Test
    void shouldCopyWithTheDigestOfWhatWasRead() throws Exception {
        Path source = Files.write(home.resolve("source"), new byte[3_000_000]);

        String digest = DurableFiles.copy(source, home.resolve("copy"));

        assertThat(home.resolve("copy")).hasSameBinaryContentAs(source);
        assertThat(digest).isEqualTo(DurableFiles.digest(home.resolve("copy")))
                .isEqualTo(DurableFiles.digest(new byte[3_000_000]));
    }

    @Test
    @DisplayName("case 7: two nodes with scratch in one folder")
    void shouldLockAScratchStoreOnce() throws Exception {
        Holder.init(home.resolve("scratch"), "scratch-1");
        ScratchStore store = open(new StoreSpec("scratch-1", Kind.SCRATCH, home.resolve("scratch"))).scratch().getFirst();
        try (FolderLock _ = FolderLock.ofScratch(store)) {
            assertThatThrownBy(() -> FolderLock.ofScratch(store)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("scratch store scratch-1").hasMessageContaining("in use");
        }
        FolderLock.ofScratch(store).close();
        assertThat(store.sectors()).isEmpty();
    }

    @Test
    void shouldLockAHomeOnce() throws Exception {
        try (FolderLock _ = FolderLock.ofHome(home)) {
            assertThatThrownBy(() -> FolderLock.ofHome(home)).isInstanceOf(StoreException.class).hasMessageContaining("in use");
        }
        FolderLock.ofHome(home).close();
    }

    @Test
    void shouldReadNamesOfSectorsStrictly() {
        assertThat(SectorName.parse("s-t01000-17")).contains(SECTOR);
        assertThat(SectorName.of(SECTOR)).isEqualTo("s-t01000-17");
        assertThat(SectorName.parse("s-f01000-17")).isEmpty();
        assertThat(SectorName.parse("s-t09999999999999999999-1")).isEmpty();
    }
}
