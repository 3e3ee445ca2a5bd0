package main

import (
	"context"
	"errors"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type tenantResource struct {
	catalog *catalog
}

type tenantModel struct {
	ID        types.String `tfsdk:"id"`
	Name      types.String `tfsdk:"name"`
	Isolation types.String `tfsdk:"isolation"`
	State     types.String `tfsdk:"state"`
	Title     types.String `tfsdk:"title"`
	Cell      types.String `tfsdk:"cell"`
	Owner     types.String `tfsdk:"owner"`
	Quota     *quotaModel  `tfsdk:"quota"`
	Tags      types.Map    `tfsdk:"tags"`
}

type quotaModel struct {
	CPU     types.Int64 `tfsdk:"cpu"`
	Memory  types.Int64 `tfsdk:"memory"`
	Volumes types.Int64 `tfsdk:"volumes"`
	GPUs    types.Int64 `tfsdk:"gpus"`
}

type identityModel struct {
	Name types.String `tfsdk:"name"`
}

func newTenantResource() resource.Resource {
	return &tenantResource{}
}

func (*tenantResource) Metadata(_ context.Context, _ resource.MetadataRequest, reply *resource.MetadataResponse) {
	reply.TypeName = "tenantform_tenant"
}

var nameRule = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func quota(description string, least, most int64) schema.Int64Attribute {
	return schema.Int64Attribute{
		Optional:    true,
		Description: description,
		Validators:  []validator.Int64{int64validator.Between(least, most)},
	}
}

func (*tenantResource) Schema(_ context.Context, _ resource.SchemaRequest, reply *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	reply.Schema = schema.Schema{
		Description: "Tenant: who the platform is run for.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{Computed: true, Description: "stable id", PlanModifiers: keep},
			"name": schema.StringAttribute{
				Required:      true,
				Description:   "name of the tenant",
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:    []validator.String{stringvalidator.LengthAtMost(24), stringvalidator.RegexMatches(nameRule, "must be a name")},
			},
			"isolation": schema.StringAttribute{
				Required:    true,
				Description: "pool: shared database instance and cache; bridge: own ones in the shared network; silo: own VPC",
				Validators:  []validator.String{stringvalidator.OneOf("pool", "bridge", "silo")},
			},
			"state": schema.StringAttribute{
				Optional:    true,
				Description: "where in its life the tenant is, active when not set",
				Validators:  []validator.String{stringvalidator.OneOf("active", "suspended", "offboarding")},
			},
			"title": schema.StringAttribute{
				Optional: true, Description: "name for people", Validators: []validator.String{stringvalidator.LengthAtMost(128)},
			},
			"cell": schema.StringAttribute{
				Optional: true, Computed: true, Description: "cell of a pool tenant that shares a stack",
				PlanModifiers: keep, Validators: []validator.String{stringvalidator.LengthAtMost(24)},
			},
			"owner": schema.StringAttribute{
				Optional: true, Description: "who answers for the tenant", Validators: []validator.String{stringvalidator.LengthAtMost(254)},
			},
			"quota": schema.SingleNestedAttribute{
				Optional:    true,
				Description: "the tenant's quota settings",
				Attributes: map[string]schema.Attribute{
					"cpu":     quota("most CPU of all its tasks in an environment, 1024 is a vCPU", 256, 1048576),
					"memory":  quota("most memory of all its tasks in an environment", 512, 8388608),
					"volumes": quota("most volumes", 0, 1000),
					"gpus":    quota("most GPUs", 0, 1000),
				},
			},
			"tags": schema.MapAttribute{
				Optional: true, ElementType: types.StringType, Description: "tags on everything of the tenant",
			},
		},
	}
}

func (*tenantResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, reply *resource.IdentitySchemaResponse) {
	reply.IdentitySchema = identityschema.Schema{
		Attributes: map[string]identityschema.Attribute{
			"name": identityschema.StringAttribute{RequiredForImport: true, Description: "name of the tenant"},
		},
	}
}

func (r *tenantResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	r.catalog, _ = request.ProviderData.(*catalog)
}

// toTenant gives the row that a plan or state asks for.
func (m *tenantModel) toTenant(ctx context.Context, diagnostics *diag.Diagnostics) *tenant {
	t := &tenant{
		Name:      m.Name.ValueString(),
		Isolation: m.Isolation.ValueString(),
		State:     m.State.ValueStringPointer(),
		Title:     m.Title.ValueStringPointer(),
		Owner:     m.Owner.ValueStringPointer(),
	}
	if m.Quota != nil {
		t.QuotaCPU = m.Quota.CPU.ValueInt64Pointer()
		t.QuotaMemory = m.Quota.Memory.ValueInt64Pointer()
		t.QuotaVolumes = m.Quota.Volumes.ValueInt64Pointer()
		t.QuotaGPUs = m.Quota.GPUs.ValueInt64Pointer()
	}
	if !m.Cell.IsUnknown() {
		t.Cell = m.Cell.ValueStringPointer()
	}
	if !m.Tags.IsNull() {
		t.Tags = map[string]string{}
		diagnostics.Append(m.Tags.ElementsAs(ctx, &t.Tags, false)...)
	}
	return t
}

func toModel(ctx context.Context, t *tenant, diagnostics *diag.Diagnostics) *tenantModel {
	tags := types.MapNull(types.StringType)
	if t.Tags != nil {
		made, problems := types.MapValueFrom(ctx, types.StringType, t.Tags)
		diagnostics.Append(problems...)
		tags = made
	}
	var quota *quotaModel
	if t.QuotaCPU != nil || t.QuotaMemory != nil || t.QuotaVolumes != nil || t.QuotaGPUs != nil {
		quota = &quotaModel{
			CPU:     types.Int64PointerValue(t.QuotaCPU),
			Memory:  types.Int64PointerValue(t.QuotaMemory),
			Volumes: types.Int64PointerValue(t.QuotaVolumes),
			GPUs:    types.Int64PointerValue(t.QuotaGPUs),
		}
	}
	return &tenantModel{
		ID:        types.StringValue(t.Name),
		Name:      types.StringValue(t.Name),
		Isolation: types.StringValue(t.Isolation),
		State:     types.StringPointerValue(t.State),
		Title:     types.StringPointerValue(t.Title),
		Cell:      types.StringPointerValue(t.Cell),
		Owner:     types.StringPointerValue(t.Owner),
		Quota:     quota,
		Tags:      tags,
	}
}

func (r *tenantResource) Create(ctx context.Context, request resource.CreateRequest, reply *resource.CreateResponse) {
	var plan tenantModel
	reply.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	t := plan.toTenant(ctx, &reply.Diagnostics)
	if reply.Diagnostics.HasError() {
		return
	}
	if err := r.catalog.create(ctx, t); err != nil {
		reply.Diagnostics.AddError("The tenant cannot be added", err.Error())
		return
	}
	reply.Diagnostics.Append(reply.State.Set(ctx, toModel(ctx, t, &reply.Diagnostics))...)
	reply.Diagnostics.Append(reply.Identity.Set(ctx, identityModel{types.StringValue(t.Name)})...)
}

func (r *tenantResource) Read(ctx context.Context, request resource.ReadRequest, reply *resource.ReadResponse) {
	var id types.String
	reply.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("id"), &id)...)
	if reply.Diagnostics.HasError() {
		return
	}
	t, err := r.catalog.get(ctx, id.ValueString())
	if errors.Is(err, errNotFound) {
		reply.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		reply.Diagnostics.AddError("The tenant cannot be read", err.Error())
		return
	}
	reply.Diagnostics.Append(reply.State.Set(ctx, toModel(ctx, t, &reply.Diagnostics))...)
	reply.Diagnostics.Append(reply.Identity.Set(ctx, identityModel{types.StringValue(t.Name)})...)
}

func (r *tenantResource) Update(ctx context.Context, request resource.UpdateRequest, reply *resource.UpdateResponse) {
	var plan tenantModel
	reply.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	t := plan.toTenant(ctx, &reply.Diagnostics)
	if reply.Diagnostics.HasError() {
		return
	}
	if err := r.catalog.change(ctx, t); err != nil {
		reply.Diagnostics.AddError("The tenant cannot be changed", err.Error())
		return
	}
	reply.Diagnostics.Append(reply.State.Set(ctx, toModel(ctx, t, &reply.Diagnostics))...)
	reply.Diagnostics.Append(reply.Identity.Set(ctx, identityModel{types.StringValue(t.Name)})...)
}

func (r *tenantResource) Delete(ctx context.Context, request resource.DeleteRequest, reply *resource.DeleteResponse) {
	var id types.String
	reply.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("id"), &id)...)
	if reply.Diagnostics.HasError() {
		return
	}
	if err := r.catalog.delete(ctx, id.ValueString()); err != nil && !errors.Is(err, errNotFound) {
		reply.Diagnostics.AddError("The tenant cannot be removed", err.Error())
	}
}

func (*tenantResource) ImportState(ctx context.Context, request resource.ImportStateRequest, reply *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root("id"), path.Root("name"), request, reply)
}
