package io.sealstream.devnet.up;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The processes of a devnet and the first steps of its storage provider, without anybody who watches them: {@code devnet up} adds the
 * watching, a test tree adds faults.
 */
public final class Devnet {
    /** The processes that every devnet has, in the order in which they are started. */
    public static final List<String> PROCESSES = Fleet.NAMES;

    private final DevnetHome home;
    private final Commands commands;
    private final Shape shape;
    private final Path parameters;
    private final Consumer<String> say;
    private final Fleet fleet;

    /**
     * What sort of devnet it is.
     *
     * @param network        name of the network that every process is configured for
     * @param brokers        one, or several with as many copies of everything, of which all but one must be in step
     * @param chainArguments further arguments of the chain's launcher
     */
    public record Shape(String network, int brokers, List<String> chainArguments) {
        /** What {@code devnet up} runs. */
        static final Shape USUAL = new Shape("devnet", 1, List.of());

        public Shape {
            chainArguments = List.copyOf(chainArguments);
        }

        /** Copies that must be in step before a write counts. */
        int inStep() {
            return Math.max(1, brokers - 1);
        }

        /** Names of the broker processes, the one with the registry first. */
        List<String> brokerNames() {
            return Stream.concat(Stream.of(Fleet.BROKER), IntStream.rangeClosed(2, brokers).mapToObj(i -> Fleet.BROKER + "-" + i))
                    .toList();
        }
    }

    /**
     * Opens a home; starts nothing.
     *
     * @param home       folder of everything; made when missing
     * @param bin        folder of the launchers
     * @param parameters folder of proof parameters
     * @param say        told each step in a sentence
     */
    public Devnet(Path home, Path bin, Path parameters, Shape shape, Consumer<String> say) {
        this(new DevnetHome(home), bin, parameters, shape, new Pause(), say);
    }

    Devnet(DevnetHome home, Path bin, Path parameters, Shape shape, Pause pause, Consumer<String> say) {
        this.home = home;
        this.commands = new Commands(bin, home);
        this.shape = shape;
        this.parameters = parameters;
        this.say = say;
        if (home.state().ports().isEmpty()) {
            home.remember(home.state().withPorts(Ports.choose(shape.brokerNames())));
        }
        this.fleet = new Fleet(home, commands, configs(), pause, say);
        shape.brokerNames().stream().skip(1)
                .forEach(name -> fleet.add(new ChildProcess(name, home, configs().brokerCommand(name, commands))));
    }

    /** Starts every process, takes the first steps that are not taken yet, and asks for sectors until so many are asked for in all. */
    public void bringUp(int sectors) {
        bringUp(sectors, Optional.empty());
    }

    /** As {@link #bringUp(int)}, with a policy for a miner that has none yet; empty for the usual one, or the one it has. */
    void bringUp(int sectors, Optional<PolicyChoice> given) {
        PolicyChoice choice = given.orElse(PolicyChoice.SINGLE);
        FirstSteps steps = steps();
        if (!home.state().done(FirstSteps.POLICY)) {
            home.remember(home.state().withScratch(Math.clamp(sectors, 1, choice.sectorsAtOnce())));
        }
        configs().writeAll();
        steps.password(configs());
        fleet.start(Stream.concat(shape.brokerNames().stream(), Stream.of(Fleet.CHAIN)).toArray(String[]::new));
        // Only now is the home known to be one that goes on.
        given.ifPresent(_ -> steps.requireNoPolicy());
        new Calm(chain()).until(false);
        commands.run("stream-manager", List.of("topics", "ensure", "--config", configs().operator().toString()));
        fleet.start(steps.taken()
                ? new String[]{ Fleet.SIGNER, Fleet.MANAGER, Fleet.NODE}
                : new String[]{ Fleet.SIGNER, Fleet.MANAGER});
        steps.keys();
        steps.funds(chain());
        steps.miner();
        configs().writeAll();
        steps.controlKey();
        steps.policy(configs(), choice);
        steps.stores(configs());
        fleet.start(Fleet.NODE);
        steps.sectors(sectors);
    }

    private FirstSteps steps() {
        return new FirstSteps(home, commands, say);
    }

    ConfigFiles configs() {
        return new ConfigFiles(home, home.state(), parameters, shape);
    }

    Fleet fleet() {
        return fleet;
    }

    /** Adds a process that is no usual one, such as a second manager; {@link #start} starts it. */
    public void add(String name, String launcher, List<String> arguments) {
        fleet.add(new ChildProcess(name, home, commands.launcher(launcher, arguments)));
    }

    /** Starts processes that do not run and waits until each is ready. */
    public void start(String... names) {
        fleet.start(names);
    }

    /** Asks a process to end, and kills it when it does not. */
    public void stop(String name) {
        fleet.process(name).stop();
    }

    /** Stops every process. */
    public void stop() {
        fleet.stop();
    }

    /** Names of all processes, those that were added too. */
    public List<String> names() {
        return fleet.names();
    }

    /** Where a process that is ready answers HTTP: {@code host:port}. */
    public String address(String name) {
        return fleet.process(name).readyLine().map(line -> line.path("http").asText())
                .orElseThrow(() -> new DevnetException(name + " is not ready: see " + home.log(name) + "."));
    }

    /** The RPC of a manager that is ready. */
    public RpcClient rpc(String manager) {
        return new RpcClient("http://" + address(manager) + "/rpc/v0");
    }

    /** The process, while it lives. */
    public Optional<ProcessHandle> running(String name) {
        return fleet.process(name).running();
    }

    /** Asks for more sectors until so many are asked for in all. */
    public void sectors(int wanted) {
        steps().sectors(wanted);
    }

    /** Runs a command line tool to its end; its failure is an error that carries what it said. */
    public String run(String tool, List<String> arguments) {
        return commands.run(tool, arguments);
    }

    /** Folder of a store or process inside the home. */
    public Path folder(String name) {
        return home.dir(name);
    }

    /** Configuration file of a process. */
    public Path config(String process) {
        return home.config(process);
    }

    /** Log of a process. */
    public Path log(String process) {
        return home.log(process);
    }

    /** Miner in {@code f0} form; empty before it is made. */
    public String miner() {
        return home.state().miner();
    }

    /** The addresses that send messages: owner, worker, PoSt key. */
    public List<String> senders() {
        DevnetState state = home.state();
        return List.of(state.owner(), state.worker(), state.control());
    }

    /** The chain's RPC. */
    public RpcClient chain() {
        return new RpcClient(configs().chainUrl());
    }

    /** The manager's RPC. */
    public RpcClient manager() {
        return new RpcClient(configs().managerUrl());
    }

    /** Bootstrap servers of the broker. */
    public String bootstrap() {
        return configs().bootstrap();
    }

    /** URL of the schema registry. */
    public String registry() {
        return configs().registry();
    }

    /** What stands in the topics. */
    public EventLog topics() {
        return new EventLog(configs().clients());
    }
}
