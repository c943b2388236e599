package io.sealstream.manager.cli;

import io.sealstream.filecoin.ActorId;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Bytes;
import io.sealstream.filecoin.CodecException;
import io.sealstream.filecoin.PoStProofType;
import io.sealstream.filecoin.SectorSize;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.actors.ChangeWorkerAddressParams;
import io.sealstream.filecoin.actors.CreateMinerParams;
import io.sealstream.filecoin.actors.CreateMinerReturn;
import io.sealstream.filecoin.actors.MinerMethod;
import io.sealstream.filecoin.actors.PowerMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code util miner}: creates miners, shows them, changes their control addresses. */
final class MinerCommands {
    private static final String DEFAULT_MAX_FEE = "1 FIL";
    private static final long MARGIN_PERCENT = 101;

    private MinerCommands() {}

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Creates a miner: sends the message through the manager and waits until it is final.")
    static final class Create implements Callable<Integer> {
        @Option(names = "--from", required = true, paramLabel = "ADDRESS",
                description = "Who sends the message and pays the deposit.")
        private @Nullable Address from;
        @Option(names = "--owner", paramLabel = "ADDRESS", description = "Owner (default: the sender).")
        private @Nullable Address owner;
        @Option(names = "--worker", paramLabel = "ADDRESS", description = "Worker, a BLS key (default: the owner).")
        private @Nullable Address worker;
        @Option(names = "--sector-size", required = true, paramLabel = "SIZE",
                description = "2KiB, 8MiB, 512MiB, 32GiB or 64GiB.")
        private @Nullable SectorSize size;
        @Option(names = "--peer", paramLabel = "BASE64", description = "Peer id, its bytes in base64.", defaultValue = "")
        private String peer = "";
        @Option(names = "--multiaddr", paramLabel = "BASE64", description = "Multiaddress, its bytes in base64; may be repeated.")
        private List<String> multiaddrs = new ArrayList<>();
        @Option(names = "--max-fee", paramLabel = "FIL", defaultValue = DEFAULT_MAX_FEE,
                description = "Most the message may cost besides the deposit (default: ${DEFAULT-VALUE}).")
        private TokenAmount maxFee = TokenAmount.ZERO;
        @Option(names = "--exid", paramLabel = "NAME",
                description = "Name of this request: a repeat with the same name is the same request and creates no second miner.")
        private @Nullable String exid;
        @Mixin
        private final CommonOptions options;

        Create(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            Address sender = Given.option(from, "--from");
            Address ownerAddress = owner == null ? sender : owner;
            CreateMinerParams params = new CreateMinerParams(ownerAddress, worker == null ? ownerAddress : worker,
                    PoStProofType.window(Given.option(size, "--sector-size")).code(), bytes("--peer", peer),
                    multiaddrs.stream().map(each -> bytes("--multiaddr", each)).toList());
            TokenAmount deposit = new ChainReads(options.chain()).creationDeposit().scaled(MARGIN_PERCENT, 100);
            OperatorMessage message = new OperatorMessage(sender, Address.POWER, deposit, PowerMethod.CREATE_MINER.number(),
                    PowerMethod.CREATE_MINER.fullName(), Bytes.of(params.toCbor()), maxFee);
            CreateMinerReturn created = CreateMinerReturn.fromCbor(message.sendAndWait(options, exid));
            options.say("miner " + created.idAddress());
            options.say("robust " + created.robustAddress());
            return 0;
        }

        private static Bytes bytes(String option, String base64) {
            try {
                return Bytes.fromBase64(base64);
            } catch (CodecException e) {
                throw new CliFailure(option + " is not base64: " + base64);
            }
        }
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Shows a miner as the chain has it.")
    static final class ShowMiner implements Callable<Integer> {
        @Mixin
        private final MinerParameter miner = new MinerParameter();
        @Mixin
        private final CommonOptions options;

        ShowMiner(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            ChainReads.MinerFacts facts = new ChainReads(options.chain()).miner(miner.id());
            new Table("miner", miner.id().toString()).row("owner", facts.owner().toString())
                    .row("worker", facts.worker().toString())
                    .row("controls", String.join(" ", facts.controls().stream().map(Address::toString).toList()))
                    .row("sector size", facts.size().toString()).row("partition", facts.partitionSectors() + " sectors")
                    .row("raw power", facts.rawPower()).row("quality power", facts.qualityPower())
                    .row("available", facts.available().format()).print(options.out());
            return 0;
        }
    }

    @Command(name = "set-controls", mixinStandardHelpOptions = true,
            description = "Sets the control addresses of a miner, all of them at once; its worker stays.")
    static final class SetControls implements Callable<Integer> {
        @Mixin
        private final MinerParameter miner = new MinerParameter();
        @Parameters(index = "1..*", paramLabel = "ADDRESS", description = "Control addresses; none removes all.")
        private List<Address> controls = new ArrayList<>();
        @Option(names = "--max-fee", paramLabel = "FIL", defaultValue = DEFAULT_MAX_FEE,
                description = "Most the message may cost (default: ${DEFAULT-VALUE}).")
        private TokenAmount maxFee = TokenAmount.ZERO;
        @Mixin
        private final RequestName exid = new RequestName();
        @Mixin
        private final CommonOptions options;

        SetControls(Surroundings surroundings) {
            this.options = new CommonOptions(surroundings);
        }

        @Override
        public Integer call() {
            ActorId id = miner.id();
            ChainReads.MinerFacts facts = new ChainReads(options.chain()).miner(id);
            Bytes params = Bytes.of(new ChangeWorkerAddressParams(facts.worker(), controls).toCbor());
            OperatorMessage message = new OperatorMessage(facts.owner(), id.address(), TokenAmount.ZERO,
                    MinerMethod.CHANGE_WORKER_ADDRESS.number(), MinerMethod.CHANGE_WORKER_ADDRESS.fullName(), params, maxFee);
            message.sendAndWait(options, exid.given());
            options.say("miner " + id + " has " + controls.size() + " control addresses");
            return 0;
        }
    }

    /** The subcommands. */
    static List<Object> subcommands(Surroundings surroundings) {
        return List.of(new Create(surroundings), new ShowMiner(surroundings), new SetControls(surroundings));
    }
}
