using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Components;

/// <summary>A circuit without its connection: renders a page as the server does and keeps what each batch would cost on the wire.</summary>
[SuppressMessage("Usage", "BL0006", Justification = "What a batch holds is what is measured.")]
internal sealed class CountingRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
{
    private const string WriterName = "Microsoft.AspNetCore.Components.Server.Circuits.RenderBatchWriter, Microsoft.AspNetCore.Components.Server";

    private static readonly Type Writer = Type.GetType(WriterName, throwOnError: true)!;

    private readonly List<PageBatch> _batches = []; // As many as a test makes.

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);

    /// <summary>Since <see cref="Forget"/>, oldest first.</summary>
    public IReadOnlyList<PageBatch> Batches
    {
        get { lock (_batches) { return [.. _batches]; } }
    }

    public void Forget()
    {
        lock (_batches)
        {
            _batches.Clear();
        }
    }

    public Task RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent => Dispatcher.InvokeAsync(() => RenderRootComponentAsync(AssignRootComponentId(InstantiateComponent(typeof(T))), ParameterView.FromDictionary(parameters)));

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
    {
        var rendered = new List<RenderedComponent>(); // As many as the page has.
        for (var i = 0; i < renderBatch.UpdatedComponents.Count; i++)
        {
            var diff = renderBatch.UpdatedComponents.Array[i];
            rendered.Add(new(GetComponentState(diff.ComponentId).Component.GetType().Name, [.. diff.Edits.Select(edit => edit.Type)]));
        }

        lock (_batches)
        {
            _batches.Add(new(rendered, Write(renderBatch)));
        }

        return Task.CompletedTask;
    }

    /// <summary>As the framework writes it, which keeps its writer to itself.</summary>
    private static byte[] Write(in RenderBatch batch)
    {
        using var stream = new MemoryStream();
        using (var writer = (IDisposable)Activator.CreateInstance(Writer, stream, true)!)
        {
            Writer.GetMethod("Write", [typeof(RenderBatch).MakeByRefType()])!.Invoke(writer, [batch]);
        }

        return stream.ToArray();
    }
}

/// <summary>A component that was rendered, and what that changed.</summary>
[SuppressMessage("Usage", "BL0006", Justification = "What a batch holds is what is measured.")]
internal sealed record RenderedComponent(string Type, IReadOnlyList<RenderTreeEditType> Edits);

/// <summary>One batch of changes to a page.</summary>
internal sealed record PageBatch(IReadOnlyList<RenderedComponent> Components, byte[] Bytes)
{
    public int Edits => Components.Sum(component => component.Edits.Count);

    /// <summary>Components that were rendered for nothing.</summary>
    public IEnumerable<string> Idle => Components.Where(component => component.Edits.Count == 0).Select(component => component.Type);

    /// <summary>Bytes of each on a compressed socket, which remembers those before it.</summary>
    public static IEnumerable<long> Compressed(IEnumerable<PageBatch> batches)
    {
        using var wire = new MemoryStream();
        using var deflate = new DeflateStream(wire, CompressionLevel.Optimal);
        foreach (var batch in batches)
        {
            var before = wire.Length;
            deflate.Write(batch.Bytes);
            deflate.Flush();
            yield return wire.Length - before;
        }
    }
}
