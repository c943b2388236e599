package io.sealstream.devnet.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sealstream.devnet.chain.blocks.Chain;
import io.sealstream.devnet.chain.blocks.PoolRefusal;
import io.sealstream.devnet.chain.node.ChainHost;
import io.sealstream.devnet.chain.node.NodeSender;
import io.sealstream.devnet.chain.node.NodeWallet;
import io.sealstream.devnet.chain.rpc.gas.GasEstimates;
import io.sealstream.devnet.chain.rpc.gas.SendSpec;
import io.sealstream.devnet.chain.state.Actor;
import io.sealstream.devnet.chain.state.ChainState;
import io.sealstream.filecoin.Address;
import io.sealstream.filecoin.Message;
import io.sealstream.filecoin.Shapes;
import io.sealstream.filecoin.TokenAmount;
import io.sealstream.filecoin.json.FilecoinJson;
import io.sealstream.rpc.Permission;
import io.sealstream.rpc.RpcException;

/** {@code Filecoin.Wallet*} and {@code MpoolPushMessage}: what the node signs itself (lotus {@code node/impl/full/mpool.go}). */
final class WalletMethods {
    private final Chain chain;
    private final GasEstimates gas;
    private final NodeSender sender;

    WalletMethods(ChainHost node, NodeSender sender) {
        this.chain = node.chain();
        this.gas = new GasEstimates(node);
        this.sender = sender;
    }

    void register(Methods methods) {
        methods.guarded("MpoolPushMessage", Permission.SIGN, 2,
                args -> FilecoinJson.signedMessage(sender.send(filled(args.as(0, Message.SHAPE), GasMethods.spec(args, 1)))))
                .guarded("WalletImport", Permission.ADMIN, 1, this::bringIn)
                .write("WalletList", 0, args -> addresses())
                .write("WalletHas", 1, args -> BooleanNode.valueOf(sender.wallet().has(args.address(0))))
                .write("WalletDefaultAddress", 0, args -> FilecoinJson.address(sender.wallet().faucet()))
                .read("WalletBalance", 1, args -> FilecoinJson.write(Shapes.AMOUNT, balance(args.address(0))));
    }

    private JsonNode bringIn(Args args) {
        try {
            return FilecoinJson.address(sender.wallet().add(NodeWallet.key(args.json(0))));
        } catch (IllegalArgumentException e) {
            throw RpcException.of("failed to import key: " + e.getMessage());
        }
    }

    private JsonNode addresses() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        sender.wallet().addresses().forEach(address -> list.add(FilecoinJson.address(address)));
        return list;
    }

    /** Zero for an address that nobody has used. */
    private TokenAmount balance(Address address) {
        return chain.head().after().find(address).map(Actor::balance).orElse(TokenAmount.ZERO);
    }

    private Message filled(Message message, SendSpec spec) {
        if (message.nonce() != 0) {
            throw RpcException
                    .of("MpoolPushMessage expects message nonce to be 0, was " + Long.toUnsignedString(message.nonce()));
        }
        ChainState state = chain.head().after();
        Address from = state.find(message.from()).flatMap(actor -> state.keyOf(actor.idAddress()))
                .orElseThrow(() -> RpcException.of("getting key address: actor not found: " + message.from()));
        if (balance(from).compareTo(message.value()) < 0) {
            throw RpcException.of("mpool push: not enough funds: " + balance(from) + " < " + message.value());
        }
        return estimated(message.withFrom(from), spec);
    }

    private Message estimated(Message message, SendSpec spec) {
        try {
            return gas.fill(message, spec, chain.head());
        } catch (RpcException | PoolRefusal e) {
            throw RpcException.of("GasEstimateMessageGas error: " + e.getMessage());
        }
    }
}
